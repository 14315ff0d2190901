// What `bifold data` keeps: training sets as they were built, and source files as they were.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { DATASET_MANIFEST, type Dataset, findDataset } from "../pipeline/dataset.ts";
import { DATASETS_FOLDER, type Project, STATE_FOLDER } from "../project/project.ts";

/** Where copies of source files are kept, each in a folder of its own. */
export const SOURCES_FOLDER = `${STATE_FOLDER}/sources`;
export const SOURCE_MANIFEST = "manifest.json";

export interface SourceManifest {
  readonly format: 1;
  /** The declared source, or the file's name. */
  readonly source: string;
  /** Where it was, from the project's root where it lay below it. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
}

export interface TrainingSetSnapshot {
  readonly kind: "training set";
  readonly id: string;
  readonly dataset: Dataset;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
}

export interface SourceSnapshot {
  readonly kind: "source";
  /** `<source>-<twelve digits of its content>`. */
  readonly id: string;
  readonly manifest: SourceManifest;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly takenAt: number;
}

export type Snapshot = TrainingSetSnapshot | SourceSnapshot;

/** All there are: by name, the newest first. What is being written is none yet. */
export async function listSnapshots(project: Project): Promise<readonly Snapshot[]> {
  const snapshots: Snapshot[] = [];
  for (const id of await namesIn(path.join(project.root, DATASETS_FOLDER))) {
    const dataset = id.endsWith(".partial") ? null : await findDataset(project, id);
    if (dataset === null) continue;
    const { file, folder, manifest } = dataset;
    const { sha256, bytes } = manifest;
    const { mtimeMs } = await stat(path.join(folder, DATASET_MANIFEST));
    snapshots.push({ kind: "training set", id, dataset, file, sha256, bytes, takenAt: Math.floor(mtimeMs) });
  }
  for (const id of await namesIn(path.join(project.root, SOURCES_FOLDER))) {
    const found = id.endsWith(".partial") ? null : await findSource(project, id);
    if (found !== null) snapshots.push(found);
  }
  return snapshots.sort(
    (left, right) =>
      Number(left.kind === "source") - Number(right.kind === "source") ||
      compare(nameOf(left), nameOf(right)) ||
      right.takenAt - left.takenAt ||
      compare(left.id, right.id),
  );
}

/** Null where there is no whole copy. */
export async function findSource(project: Project, id: string): Promise<SourceSnapshot | null> {
  const folder = path.join(project.root, SOURCES_FOLDER, id);
  const text = await readFile(path.join(folder, SOURCE_MANIFEST), "utf8").catch(() => null);
  if (text === null) return null;
  const manifest = JSON.parse(text) as SourceManifest;
  const { sha256, bytes, takenAt } = manifest;
  const file = path.join(folder, path.basename(manifest.path));
  return { kind: "source", id, manifest, file, sha256, bytes, takenAt };
}

/** The training set's or the source's name. */
export function nameOf(snapshot: Snapshot): string {
  return snapshot.kind === "source" ? snapshot.manifest.source : snapshot.dataset.manifest.trainingSet;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
