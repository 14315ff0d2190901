// Brings the data of a run back by its hashes, or refuses.
import { stat } from "node:fs/promises";
import path from "node:path";
import { DATA_FILE } from "../pipeline/dataset.ts";
import { fileDigest } from "../pipeline/file-digest.ts";
import type { Project } from "../project/project.ts";
import type { InputRecord } from "../run/record.ts";
import { copyChecked } from "../snapshots/copy-checked.ts";
import { listSnapshots, type Snapshot } from "../snapshots/snapshot.ts";
import { UserError } from "../user-error.ts";
import { placeWithin } from "./place-within.ts";

/** Returns the Parquet file's place. @throws UserError F5152 or F5164 where these very rows are not to be had. */
export async function restoreDataset(
  project: Project,
  wanted: { readonly dataset: string; readonly sha256: string },
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const snapshots = (await listSnapshots(project)).filter(({ kind }) => kind === "training set");
  const snapshot =
    snapshots.find(({ id }) => id === wanted.dataset) ??
    snapshots.find(({ sha256 }) => sha256 === wanted.sha256);
  if (snapshot === undefined) throw gone(`The training set's snapshot ${wanted.dataset}`);
  const file = path.join(folder, DATA_FILE);
  // Against the run's record, not the snapshot's own manifest: whoever tampers with one tampers with both.
  await copyChecked(snapshot.file, file, { sha256: wanted.sha256, what: `Snapshot ${snapshot.id}` }, signal);
  return file;
}

/** Puts the files that a command read where it looks for them. Returns the new place of each old one that moved. */
export async function restoreInputs(
  project: Project,
  inputs: readonly InputRecord[],
  { checkout, folder }: { readonly checkout: string; readonly folder: string },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const moved = new Map<string, string>();
  const snapshots: readonly Snapshot[] = inputs.length === 0 ? [] : await listSnapshots(project);
  for (const { name, path: place, sha256 } of inputs) {
    const inside = !path.isAbsolute(place);
    const file = inside
      ? placeWithin(checkout, place)
      : path.join(folder, sha256.slice(0, 12), path.basename(name));
    if (!inside) moved.set(place, file);
    // Committed with the code, as small files often are.
    if (inside && (await stat(file).catch(() => null)) !== null) {
      if ((await fileDigest(file, signal)) === sha256) continue;
    }
    const snapshot = snapshots.find((each) => each.sha256 === sha256);
    if (snapshot === undefined) throw gone(`The copy of ${place} (SHA-256 ${sha256.slice(0, 12)}…)`);
    await copyChecked(snapshot.file, file, { sha256, what: `Snapshot ${snapshot.id}` }, signal);
  }
  return moved;
}

function gone(what: string): UserError {
  return new UserError({
    code: "F5164",
    message: `${what} is not kept here any more.`,
    why: "On other data a run gives other results: it cannot be told whether it is the same.",
    hint: "Bring .bifold/datasets and .bifold/sources back from where the run was made, or from a backup.",
  });
}
