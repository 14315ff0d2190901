// A training set as an immutable snapshot: a folder named for what it was made from, with a manifest of its own.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { TrainingSet } from "../../compiler/ir/program.ts";
import { DATASETS_FOLDER, type Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { textDigest } from "./file-digest.ts";

export const DATA_FILE = "train.parquet";
export const DATASET_MANIFEST = "manifest.json";

/** What a snapshot is made from; the same recipe gives the same rows. */
export interface DatasetRecipe {
  readonly trainingSet: string;
  readonly fingerprint: string;
  /** By feature view. */
  readonly features: Readonly<Record<string, string>>;
  /** By source: SHA-256 of its file, or of the names and digests of all files that its pattern matches. */
  readonly sources: Readonly<Record<string, { readonly path: string; readonly sha256: string }>>;
  /** SHA-256 of the statements. */
  readonly sql: string;
}

export interface DatasetManifest extends DatasetRecipe {
  readonly format: 1;
  readonly rows: number;
  /** Of a label with a horizon: rows left out because theirs was not over at the end of the data. */
  readonly unfinishedRows?: number;
  readonly bytes: number;
  /** SHA-256 of the Parquet file. */
  readonly sha256: string;
  /** Columns that tell rows apart, `as_of` among them; snapshots of before they were written lack it. */
  readonly keys?: readonly string[];
}

export interface Dataset {
  /** `<training set>-<fingerprint>-<data>`, twelve digits each. */
  readonly id: string;
  readonly folder: string;
  /** The Parquet file. */
  readonly file: string;
  readonly manifest: DatasetManifest;
}

/** @throws UserError F5131 */
export function requireTrainingSet({ program }: Manifest, name: string): TrainingSet {
  const found = program.trainingSets.find((set) => set.name === name);
  if (found !== undefined) return found;
  const names = program.trainingSets.map((set) => set.name);
  throw new UserError({
    code: "F5131",
    message: `There is no training set '${name}'.`,
    hint: names.length === 0 ? "None is defined." : `The training sets are ${names.join(", ")}.`,
  });
}

export function datasetId(recipe: DatasetRecipe): string {
  const data = textDigest(
    recipe.sql,
    ...Object.entries(recipe.sources).flatMap(([name, { sha256 }]) => [name, sha256]),
  );
  return `${recipe.trainingSet}-${recipe.fingerprint.slice(0, 12)}-${data.slice(0, 12)}`;
}

export function datasetFolder(project: Project, id: string): string {
  return path.join(project.root, DATASETS_FOLDER, id);
}

/** Null where there is no whole snapshot. */
export async function findDataset(project: Project, id: string): Promise<Dataset | null> {
  const folder = datasetFolder(project, id);
  const text = await readFile(path.join(folder, DATASET_MANIFEST), "utf8").catch(() => null);
  if (text === null) return null;
  return { id, folder, file: path.join(folder, DATA_FILE), manifest: JSON.parse(text) as DatasetManifest };
}
