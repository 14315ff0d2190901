// Folders for work in progress: each process has its own, and what dead processes left is removed.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";

/** Never read by anyone else; the caller renames or removes it. Absolute where `parent` is. */
export async function makeWorkingFolder(parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  const machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
  for (const entry of await readdir(parent)) {
    const [, where, pid] = /\.([0-9a-f]{8})-(\d+)-[^.]*\.partial$/.exec(entry) ?? [];
    // Of another machine's processes nothing is known: their folders stay.
    if (where === machine && isDead(Number(pid))) {
      await rm(path.join(parent, entry), { recursive: true, force: true });
    }
  }
  const folder = path.join(parent, `${name}.${machine}-${process.pid}-${randomUUID()}.partial`);
  await mkdir(folder);
  return folder;
}

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
