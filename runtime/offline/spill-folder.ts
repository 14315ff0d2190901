// A folder of this process's own for what does not fit into memory: engines that shared one would read each other's files.
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { rmSync } from "node:fs";
import path from "node:path";

/** Creates `<parent>/<pid>-xxxxxx`, after removing those of processes that are gone. */
export async function openSpillFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const owner = /^(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(path.join(parent, name), { recursive: true, force: true });
    }
  }
  return mkdtemp(path.join(parent, `${process.pid}-`));
}

export function removeSpillFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
