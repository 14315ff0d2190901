// A real PostgreSQL server for tests: a process of its own on a free port, over a folder that goes with it.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";

export interface PostgresServer {
  /** Of a database where others may be created. */
  readonly url: string;
  /** Ends the server as a crash would; its files stay. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port, over the same files. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const START_MS = 20_000;
/** Debian puts the server's programs beside the PATH. */
const DEBIAN = "/usr/lib/postgresql";

/** Why there is no server to test with, in one line; null where there is one. */
export const noPostgres: string | null =
  findPrograms() === null
    ? "skipped: no PostgreSQL server here: install one (Debian: apt-get install postgresql)"
    : null;

export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPrograms();
  if (programs === null) throw new Error(noPostgres ?? "");
  const folder = mkdtempSync(path.join(tmpdir(), "bifold-postgres-"));
  const data = path.join(folder, "data");
  // The server refuses to run as root.
  const owner = process.getuid?.() === 0 ? ownerOf("nobody") : {};
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid ?? owner.uid);
  const initdb = ["-D", data, "-U", "bifold", "-A", "trust", "-E", "UTF8", "--no-sync"];
  const made = spawnSync(path.join(programs, "initdb"), initdb, { ...owner, cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: folder,
    max_connections: 80,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

  const run = async () => {
    const child = spawn(path.join(programs, "postgres"), ["-D", data, ...options], {
      ...owner,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const kill = (): void => {
      child.kill("SIGQUIT");
    };
    process.once("exit", kill);
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    await ready(child.stderr, gone);
    return async () => {
      process.off("exit", kill);
      kill();
      await gone;
    };
  };
  let kill = await run();
  return {
    url: `postgresql://bifold@127.0.0.1:${port}/postgres`,
    kill: () => kill(),
    restart: async () => {
      kill = await run();
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of `postgres` and `initdb`. */
function findPrograms(): string | null {
  const versions = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).toSorted((a, b) => Number.parseFloat(b) - Number.parseFloat(a))
    : [];
  const folders = [
    ...(process.env.PATH ?? "").split(path.delimiter),
    ...versions.map((version) => path.join(DEBIAN, version, "bin")),
  ];
  const holds = (folder: string) =>
    ["postgres", "initdb"].every((name) => existsSync(path.join(folder, name)));
  return folders.find((folder) => folder !== "" && holds(folder)) ?? null;
}

function ownerOf(user: string): { readonly uid?: number; readonly gid?: number } {
  const ask = (flag: string): number => Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout);
  return { uid: ask("-u"), gid: ask("-g") };
}

function ready(output: NodeJS.ReadableStream, gone: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    const late = setTimeout(() => reject(new Error(`PostgreSQL did not start: ${log}`)), START_MS);
    output.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-10_000);
      if (!/database system is ready to accept connections/.test(log)) return;
      clearTimeout(late);
      resolve();
    });
    void gone.then(() => {
      clearTimeout(late);
      reject(new Error(`PostgreSQL stopped at once: ${log}`));
    });
  });
}
