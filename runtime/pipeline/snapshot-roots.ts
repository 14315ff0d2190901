// Every content hash that a snapshot of training data names, so that garbage collection keeps what it refers to.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { DATASETS_FOLDER, type Project } from "../project/project.ts";

const SHA256 = /\b[0-9a-f]{64}\b/g;

/** Reads all JSON files of the snapshots: one hash too many is harmless, one too few is not. */
export async function snapshotRoots({ root }: Project): Promise<ReadonlySet<string>> {
  const roots = new Set<string>();
  const datasets = path.join(root, DATASETS_FOLDER);
  for (const snapshot of await namesIn(datasets)) {
    for (const name of await namesIn(path.join(datasets, snapshot))) {
      if (!name.endsWith(".json")) continue;
      const text = await readFile(path.join(datasets, snapshot, name), "utf8");
      for (const [digest] of text.matchAll(SHA256)) roots.add(digest);
    }
  }
  return roots;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (problem) {
    // Any other failure must end the collection: what could not be read may be needed.
    const { code } = problem as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw problem;
  }
}
