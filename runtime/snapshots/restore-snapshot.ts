// Puts a snapshot's files into a folder, refused where their bytes are not those that were kept.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { DATASET_MANIFEST } from "../pipeline/dataset.ts";
import { copyChecked } from "./copy-checked.ts";
import type { Snapshot } from "./snapshot.ts";

/** Returns the data file's place. @throws UserError F5152 where the snapshot is damaged. */
export async function restoreSnapshot(
  snapshot: Snapshot,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const { kind, file, id, sha256 } = snapshot;
  await mkdir(folder, { recursive: true });
  const target = path.join(folder, path.basename(file));
  await copyChecked(file, target, { sha256, what: `Snapshot ${id}` }, signal);
  const manifest = kind === "source" ? snapshot.manifest : snapshot.dataset.manifest;
  await writeFile(path.join(folder, DATASET_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return target;
}
