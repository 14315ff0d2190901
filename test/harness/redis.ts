// A real Redis server for tests: a process of its own on a free port, in memory only.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const START_MS = 10_000;

/** Finds `redis-server` or `valkey-server`, or installs the former where it can; else says in one line what to do. */
export async function startRedis(options: readonly string[] = []): Promise<RedisServer> {
  const program = findServer() ?? install();
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), "bifold-redis-"));
  const settings = [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--dir",
    folder,
    "--save",
    "",
    "--appendonly",
    "no",
  ];
  const server = spawn(program, [...settings, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const kill = (): void => {
    server.kill("SIGKILL");
  };
  process.once("exit", kill);
  const gone = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await ready(server.stdout, gone);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: async () => {
      process.off("exit", kill);
      kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findServer(): string | null {
  return (
    ["redis-server", "valkey-server"].find((name) => spawnSync(name, ["--version"]).status === 0) ?? null
  );
}

/** Debian's package would start a service; a policy says no for as long as it installs. */
function install(): string {
  const canInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (canInstall) {
    const policy = "/usr/sbin/policy-rc.d";
    const script = existsSync(policy)
      ? ""
      : `printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod +x ${policy} && trap 'rm -f ${policy}' EXIT;`;
    const steps = `${script} apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server`;
    spawnSync("sh", ["-c", steps], { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    const found = findServer();
    if (found !== null) return found;
  }
  throw new Error(
    "no redis-server or valkey-server on PATH: install one (Debian: apt-get install redis-server)",
  );
}

function ready(output: NodeJS.ReadableStream, gone: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    const late = setTimeout(() => reject(new Error(`the Redis server did not start: ${log}`)), START_MS);
    output.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (!/ready to accept connections/i.test(log)) return;
      clearTimeout(late);
      resolve();
    });
    void gone.then(() => {
      clearTimeout(late);
      reject(new Error(`the Redis server stopped at once: ${log}`));
    });
  });
}
