// What a process and all below it use of the machine: read from /proc, or from `ps` where there is none.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const execute = promisify(execFile);
/** Linux counts time in hundredths of a second towards user space, on every machine. */
const TICKS = 100;

export interface Usage {
  readonly processes: number;
  /** Resident memory, bytes; pages that processes share are counted in each. */
  readonly rss: number;
  /** Of all processes, those that have ended and were waited for included. */
  readonly cpuSeconds: number;
}

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly rss: number;
  readonly cpuSeconds: number;
}

/** Null where the process is gone. */
export async function readUsage(pid: number): Promise<Usage | null> {
  const rows = (await readProc().catch(() => null)) ?? (await readPs());
  const children = new Map<number, ProcessRow[]>();
  for (const row of rows) {
    const siblings = children.get(row.parent);
    if (siblings === undefined) children.set(row.parent, [row]);
    else siblings.push(row);
  }
  const root = rows.find((row) => row.pid === pid);
  if (root === undefined) return null;
  const tree = [root];
  // The list grows while it is walked.
  for (const row of tree) tree.push(...(children.get(row.pid) ?? []));
  return {
    processes: tree.length,
    rss: tree.reduce((sum, { rss }) => sum + rss, 0),
    cpuSeconds: tree.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  };
}

async function readProc(): Promise<readonly ProcessRow[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const rows: ProcessRow[] = [];
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => null);
    if (text === null) continue;
    // The second field is a name in parentheses, which may hold anything.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [user = 0, system = 0, userBelow = 0, systemBelow = 0] = fields.slice(11, 15);
    const memory = await readFile(`/proc/${pid}/statm`, "latin1").catch(() => "0 0");
    rows.push({
      pid: Number(pid),
      parent: fields[1] ?? 0,
      rss: Number(memory.split(" ")[1]) * (await pageSize()),
      cpuSeconds: (user + system + userBelow + systemBelow) / TICKS,
    });
  }
  return rows;
}

async function readPs(): Promise<readonly ProcessRow[]> {
  const { stdout } = await execute("ps", ["-axo", "pid=,ppid=,rss=,time="]);
  return stdout.split("\n").flatMap((line) => {
    const [pid, parent, kilobytes, time] = line.trim().split(/\s+/);
    if (time === undefined) return [];
    return [
      { pid: Number(pid), parent: Number(parent), rss: Number(kilobytes) * 1024, cpuSeconds: seconds(time) },
    ];
  });
}

/** `[days-]hours:minutes:seconds`, or `minutes:seconds.hundredths`. */
export function seconds(time: string): number {
  const [clock = "", days = "0"] = time.split("-").reverse();
  return clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

let page: number | null = null;

async function pageSize(): Promise<number> {
  if (page !== null) return page;
  // One process's memory in both units tells the size.
  const status = await readFile("/proc/self/smaps", "latin1").catch(() => "");
  page = Number(/KernelPageSize:\s+(\d+) kB/.exec(status)?.[1] ?? 4) * 1024;
  return page;
}
