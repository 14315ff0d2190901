// One statement measured in a process of its own: CPU and wall seconds, peak memory, and the answer it gave.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";

/** `steps` run first; `sql` gives the one row that variants are compared by. Both are timed. */
export interface Statement {
  readonly steps: string;
  readonly sql: string;
}

export interface Measured {
  readonly cpu: number;
  readonly wall: number;
  /** Peak resident GB. */
  readonly rss: number;
  /** The row as text, or `died: why`. */
  readonly result: string;
}

export interface Files {
  readonly events: string;
  readonly labels: string;
}

export interface Limits {
  readonly memory: string;
  /** CPU seconds, so that a busy machine kills nothing that is not slow. */
  readonly timeout: number;
  readonly spill: string;
}

/** A CPU second may take as many of wall clock before a statement counts as stuck. */
const MOST_WALL = 10;

export function measure(statement: Statement, files: Files, { memory, timeout, spill }: Limits): Measured {
  // Engines that share a folder write over each other's spilled blocks.
  const own = path.join(spill, String(process.pid));
  mkdirSync(own, { recursive: true });
  const limited = `ulimit -t ${timeout}; exec "$0" "$1"`;
  const script = path.resolve("test/bench/run-statement.mjs");
  const child = spawnSync("sh", ["-c", limited, process.execPath, script], {
    input: JSON.stringify({ ...files, ...statement, memory, spill: own }),
    timeout: timeout * MOST_WALL * 1000,
    encoding: "utf8",
    maxBuffer: 1 << 24,
  });
  rmSync(own, { recursive: true, force: true });
  if (child.status === 0) return JSON.parse(child.stdout) as Measured;
  const error = child.stderr.split("\n").find((line) => line.includes("Error")) ?? `exit ${child.status}`;
  const why = child.signal === null ? error.slice(0, 90) : `${child.signal} at ${timeout} CPU-s`;
  return { cpu: Number.NaN, wall: Number.NaN, rss: Number.NaN, result: `died: ${why}` };
}

/** Runs every variant in turn, `repeats` times over; those that died are not run again. */
export function measureAll(
  variants: ReadonlyMap<string, Statement>,
  files: Files,
  limits: Limits,
  repeats: number,
): ReadonlyMap<string, Measured> {
  const runs = new Map<string, Measured[]>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [name, statement] of variants) {
      const before = runs.get(name) ?? [];
      if (before.some(({ result }) => result.startsWith("died"))) continue;
      runs.set(name, [...before, measure(statement, files, limits)]);
    }
  }
  return new Map(
    [...runs].map(([name, all]) => [
      name,
      {
        cpu: median(all.map(({ cpu }) => cpu)),
        wall: median(all.map(({ wall }) => wall)),
        rss: median(all.map(({ rss }) => rss)),
        result: all[0]?.result ?? "",
      },
    ]),
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
