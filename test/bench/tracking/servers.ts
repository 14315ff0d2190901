// Starts the servers of the tracking bench, as their command lines start them.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../harness/free-port.ts";

export interface Memory {
  /** Bytes resident. */
  readonly resident: number;
  /** The same, each page shared with other processes counted by its share. */
  readonly proportional: number;
}

export interface BenchServer {
  readonly url: string;
  /** A SQLite file or the URL of a PostgreSQL database. */
  readonly database: string;
  /** Seconds from the start of its process to its first answer. */
  readonly startup: number;
  /** Of it and the processes it started, when at rest. */
  readonly memory: () => Promise<Memory>;
  readonly stop: () => Promise<void>;
}

const REST = 30_000;
const MAIN = fileURLToPath(new URL("../../../runtime/cli/bifold.js", import.meta.url));
const project = (tracking: string) => `project: bench
environments:
  local:
    online: { store: lmdb, path: online }
    tracking: ${tracking}
    artifacts: { path: artifacts }
`;

/** Over a SQLite file in the folder, or a PostgreSQL database where its URL is given. */
export async function startBifold(folder: string, url: string | null): Promise<BenchServer> {
  mkdirSync(folder, { recursive: true });
  const tracking = url === null ? { path: "tracking.db" } : { url };
  writeFileSync(path.join(folder, "bifold.yaml"), project(JSON.stringify(tracking)));
  const port = await freePort();
  const command = [process.execPath, MAIN, "server", "--port", String(port), "--env", "local"] as const;
  return start(folder, command, { port, database: url ?? path.join(folder, "tracking.db") });
}

export async function startMlflow(folder: string, programs: string): Promise<BenchServer> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const database = path.join(folder, "mlflow.db");
  const command = [
    path.join(programs, "mlflow"),
    "server",
    "--port",
    String(port),
    "--backend-store-uri",
    `sqlite:///${database}`,
    "--artifacts-destination",
    path.join(folder, "artifacts"),
  ];
  return start(folder, command, { port, database });
}

async function start(
  folder: string,
  [program = "", ...parameters]: readonly string[],
  { port, database }: { readonly port: number; readonly database: string },
): Promise<BenchServer> {
  const begin = performance.now();
  const child = spawn(program, parameters, {
    cwd: folder,
    detached: true,
    stdio: "ignore",
    env: {
      ...process.env,
      PATH: `${path.dirname(program)}:${process.env.PATH}`,
      MLFLOW_DISABLE_TELEMETRY: "true",
    },
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer?.ok === true) break;
    await delay(10);
  }
  const startup = (performance.now() - begin) / 1000;
  return {
    url,
    database,
    startup,
    memory: async () => {
      // A runtime gives back what its start took after some seconds of rest.
      await delay(REST);
      const family = familyOf(child);
      const sum = (kind: "Rss" | "Pss") => family.reduce((total, pid) => total + sizeOf(pid, kind), 0);
      return { resident: sum("Rss"), proportional: sum("Pss") };
    },
    stop: async () => {
      // The whole group, workers included.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
      await gone;
    },
  };
}

function familyOf({ pid = 0 }: ChildProcess): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, rest = ""] = readFileSync(`/proc/${name}/stat`, "utf8").split(") ");
      parents.set(Number(name), Number(rest.split(" ")[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const family = [pid];
  for (const parent of family) {
    for (const [child, of] of parents) if (of === parent) family.push(child);
  }
  return family;
}

function sizeOf(pid: number, kind: "Rss" | "Pss"): number {
  const sizes = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(new RegExp(`^${kind}:\\s+(\\d+) kB`, "m").exec(sizes)?.[1] ?? 0) * 1024;
}
