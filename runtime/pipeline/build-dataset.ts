// Builds a training set's snapshot, or finds the one that is already there.
import { rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { TrainingSet } from "../../compiler/ir/program.ts";
import { requestFields } from "../../compiler/library/request-fields.ts";
import { sourcesOfTrainingSet } from "../../compiler/library/sources-read.ts";
import type { RunOptions, SpineField } from "../offline/contract.ts";
import { readGenerated } from "../project/load-manifest.ts";
import type { Project } from "../project/project.ts";
import {
  DATA_FILE,
  DATASET_MANIFEST,
  type Dataset,
  type DatasetManifest,
  type DatasetRecipe,
  datasetFolder,
  datasetId,
  findDataset,
  requireTrainingSet,
} from "./dataset.ts";
import { fileDigest, textDigest } from "./file-digest.ts";
import { digestOf, type OfflineSession } from "./offline-session.ts";
import { makeWorkingFolder } from "./working-folder.ts";

export interface BuildDatasetOptions extends RunOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly offline: OfflineSession;
  readonly trainingSet: string;
}

export interface BuiltDataset {
  readonly dataset: Dataset;
  /** True: it was there already. */
  readonly skipped: boolean;
}

export async function buildDataset(options: BuildDatasetOptions): Promise<BuiltDataset> {
  const { project, manifest, offline, trainingSet } = options;
  const statements = await readStatements(project, manifest, trainingSet);
  const recipe = recipeOf(manifest, offline, requireTrainingSet(manifest, trainingSet), statements);
  const id = datasetId(recipe);
  const found = await findDataset(project, id);
  if (found !== null) return { dataset: found, skipped: true };
  const folder = datasetFolder(project, id);
  const partial = await makeWorkingFolder(path.dirname(folder), id);
  try {
    const file = path.join(partial, DATA_FILE);
    await offline.engine.spineFromQuery(statements.spine, signalOf(options));
    const { rows } = await offline.engine.writeParquet(statements.rows, file, runOptions(options));
    const unfinished = await countUnfinished(options, statements);
    const { size } = await stat(file);
    const written: DatasetManifest = {
      format: 1,
      ...recipe,
      rows,
      ...(unfinished === null ? {} : { unfinishedRows: unfinished }),
      bytes: size,
      sha256: await fileDigest(file, options.signal),
      keys: [...requireTrainingSet(manifest, trainingSet).keys.map(({ name }) => name), "as_of"],
    };
    await writeFile(path.join(partial, DATASET_MANIFEST), `${JSON.stringify(written, null, 2)}\n`);
    // A folder appears whole or not at all; of two builders at once, the first one's stays.
    await rename(partial, folder).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  const dataset = await findDataset(project, id);
  if (dataset === null) throw new Error(`the snapshot ${id} vanished while it was built`);
  return { dataset, skipped: false };
}

/** The snapshot as definitions and sources are now; null where it was not built. */
export async function findCurrentDataset(
  options: Pick<BuildDatasetOptions, "project" | "manifest" | "offline" | "trainingSet">,
): Promise<Dataset | null> {
  const { project, manifest, offline, trainingSet } = options;
  const statements = await readStatements(project, manifest, trainingSet);
  const set = requireTrainingSet(manifest, trainingSet);
  return findDataset(project, datasetId(recipeOf(manifest, offline, set, statements)));
}

export interface SpineDatasetOptions extends BuildDatasetOptions {
  /** The user's own rows: keys, `as_of`, and the request views' fields. */
  readonly spine: string;
  readonly output: string;
}

/** Features of a training set as of a user's own rows; every row of the file gives one row. */
export async function buildDatasetOfSpine(options: SpineDatasetOptions): Promise<{ readonly rows: number }> {
  const { project, manifest, offline, trainingSet, spine, output } = options;
  const set = requireTrainingSet(manifest, trainingSet);
  const { rows } = await readStatements(project, manifest, trainingSet);
  await offline.engine.spineFromFile(spine, spineFields(set), signalOf(options));
  return offline.engine.writeParquet(rows, output, runOptions(options));
}

/** What a spine needs beside `as_of`. It has no label to look up, and needs no key for that. */
function spineFields(set: TrainingSet): readonly SpineField[] {
  const sent = new Set(set.request.map(({ name }) => name));
  return requestFields(set).map((field) =>
    sent.has(field.name) ? { ...field, required: !field.type.nullable } : field,
  );
}

interface Statements {
  readonly spine: string;
  readonly rows: string;
  /** Counts the rows whose label is not known yet; null where all labels are known at once. */
  readonly unfinished: string | null;
}

async function readStatements(project: Project, manifest: Manifest, name: string): Promise<Statements> {
  const read = (part: string) => readGenerated(project, manifest, `sql/training_sets/${name}${part}.sql`);
  const looksAhead = requireTrainingSet(manifest, name).label.outcome !== null;
  return {
    spine: await read(".spine"),
    rows: await read(""),
    unfinished: looksAhead ? await read(".unfinished") : null,
  };
}

async function countUnfinished(
  { offline, signal }: BuildDatasetOptions,
  { unfinished }: Statements,
): Promise<number | null> {
  if (unfinished === null) return null;
  let rows = 0;
  for await (const batch of offline.engine.stream(unfinished, {}, signalOf({ signal }))) {
    rows = Number(batch.columns[0]?.values[0] ?? 0);
  }
  return rows;
}

function recipeOf(
  { program, fingerprints }: Manifest,
  offline: OfflineSession,
  set: TrainingSet,
  statements: Statements,
): DatasetRecipe {
  const views = [
    ...set.featureViews.map((name) => `feature_view/${name}`),
    ...set.requestViews.map((name) => `request_view/${name}`),
  ];
  const read = new Set(sourcesOfTrainingSet(program, set));
  return {
    trainingSet: set.name,
    fingerprint: fingerprints[`training_set/${set.name}`] ?? "",
    features: Object.fromEntries(
      views.map((view) => [view.slice(view.indexOf("/") + 1), fingerprints[view] ?? ""]),
    ),
    sources: Object.fromEntries(
      program.sources
        .filter(({ name }) => read.has(name))
        .map(({ name, path: file }) => [name, { path: file, sha256: digestOf(offline, name) }]),
    ),
    sql: textDigest(statements.spine, statements.rows),
  };
}

function runOptions({ signal, onProgress }: RunOptions): RunOptions {
  return { ...signalOf({ signal }), ...(onProgress === undefined ? {} : { onProgress }) };
}

function signalOf({ signal }: { readonly signal?: AbortSignal | undefined }): RunOptions {
  return signal === undefined ? {} : { signal };
}
