// Watches a served version: its logged predictions against labels as they arrive, and against what it was trained on.
import path from "node:path";
import type { Deployment, Model, TrainingSet } from "../../compiler/ir/program.ts";
import { bootstrap } from "../evaluate/bootstrap.ts";
import { calibrate } from "../evaluate/calibration.ts";
import { findHoldOut } from "../evaluate/hold-out.ts";
import { openVersion } from "../evaluate/judged-version.ts";
import { measureOf } from "../evaluate/measure.ts";
import type { RequestComputation } from "../evaluate/request-features.ts";
import { scoreRows } from "../evaluate/score-rows.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { identifier, literal } from "../offline/sql-text.ts";
import { type Dataset, findDataset } from "../pipeline/dataset.ts";
import type { MetadataSession } from "../pipeline/metadata-session.ts";
import type { Project } from "../project/project.ts";
import type { ModelVersion } from "../registry/records.ts";
import { readRun } from "../tracking/read-runs.ts";
import { UserError } from "../user-error.ts";
import { valueAt } from "../verify/bits.ts";
import { driftOf } from "./drift.ts";
import { joinLabels } from "./join-labels.ts";
import { judgeBounds } from "./judge-bounds.ts";
import type { ColumnDrift, MonitoringReport } from "./monitoring.ts";
import { logFiles, logRelation } from "./read-log.ts";
import { sampleColumns } from "./sample-columns.ts";

const MOST_JUDGED = 1_000_000;
const MOST_SAMPLED = 50_000;
const RESAMPLES = 200;

export interface MonitorOptions {
  readonly project: Project;
  readonly metadata: MetadataSession;
  readonly engine: OfflineEngine;
  readonly model: Model;
  readonly set: TrainingSet;
  readonly deployment: Deployment;
  readonly version: ModelVersion;
  readonly computations: readonly RequestComputation[];
  /** The folder of all logs. */
  readonly log: string;
  /** Text of the training set's spine statement. */
  readonly spine: string;
  /** Predictions as of this instant and later; microseconds since 1970; null: all. */
  readonly since: number | null;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** @throws UserError F5810 where nothing was logged. */
export async function monitorModel(options: MonitorOptions): Promise<MonitoringReport> {
  const { engine, model, set, deployment, version, signal } = options;
  const log = await relationOf(options);
  const { rows, from, to } = await extent(options, log);
  await engine.spineFromQuery(options.spine, { signal });
  const joined = await joinLabels({ engine, log, set, mostRows: MOST_JUDGED, signal });
  const { task, metric, threshold, monitor } = model.evaluation;
  const { scored, known, ambiguous, by, oneIn } = joined;
  const judged = scored.labels.length > 0;
  const metrics = judged
    ? bootstrap(measureOf(scored, { task, threshold }), null, { resamples: RESAMPLES, seed: 1, signal })
        .challenger
    : null;
  const drift = await findDrift(options, log, rows);
  return {
    format: 1,
    model: model.name,
    version: version.version,
    deployment: deployment.name,
    task,
    metric,
    monitoredAt: options.now,
    predictions: { rows, from, to },
    labels: { known, ambiguous, by, oneIn },
    metrics,
    calibration: judged ? calibrate(scored, task === "binary") : [],
    drift,
    bounds: judgeBounds(monitor, { rows, known, metrics, drift: drift?.columns ?? null }),
  };
}

async function relationOf({ log, deployment, set, version, since }: MonitorOptions): Promise<string> {
  const folder = path.join(log, deployment.name);
  const files = await logFiles(folder);
  if (files.length === 0) {
    throw new UserError({
      code: "F5810",
      message: `No prediction of ${deployment.name} was logged.`,
      hint: "Set `serving: { log: .bifold/predictions }` in the environment of bifold.yaml, and serve.",
    });
  }
  const relation = logRelation(files, {
    requestFields: [...set.keys, ...set.request],
    inputs: set.features.map(({ column, type }) => ({ name: column, type })),
  });
  const after = since === null ? "" : ` AND as_of >= ${since}`;
  return `SELECT * FROM ${relation} WHERE version = ${literal(String(version.version))} AND score IS NOT NULL${after}`;
}

async function extent({ engine, deployment, version, signal }: MonitorOptions, log: string) {
  for await (const batch of engine.stream(
    `SELECT count(*) AS rows, min(as_of) AS first, max(as_of) AS last FROM (${log})`,
    {},
    { signal },
  )) {
    const [rows, first, last] = batch.columns.map((column) => valueAt(column, 0) as number | null);
    if (rows !== undefined && rows !== null && rows > 0)
      return { rows, from: first ?? null, to: last ?? null };
  }
  throw new UserError({
    code: "F5810",
    message: `No prediction of ${deployment.name} by version ${version.version} was logged in that time.`,
    hint: "Name another version with MODEL@VERSION, or an earlier --since.",
  });
}

async function findDrift(
  options: MonitorOptions,
  log: string,
  rows: number,
): Promise<MonitoringReport["drift"]> {
  const { engine, model, set, signal } = options;
  const dataset = await trainedOn(options);
  if (dataset === null) return null;
  const holdOut = await findHoldOut(engine, model, set, dataset.file).catch(() => null);
  const learnt = holdOut === null ? "" : ` WHERE NOT (${holdOut.where})`;
  const sampling = { mostRows: MOST_SAMPLED, signal };
  const before = await sampleColumns(
    engine,
    `SELECT * FROM read_parquet(${literal(dataset.file)})${learnt}`,
    new Map(set.features.map(({ column }) => [column, `CAST(${identifier(column)} AS FLOAT)`])),
    { ...sampling, rows: dataset.manifest.rows - (holdOut?.rows ?? 0) },
  );
  const now = await sampleColumns(
    engine,
    log,
    new Map([
      ...set.features.map(({ column }): [string, string] => [column, `features.${identifier(column)}`]),
      ["score", "score"],
    ]),
    { ...sampling, rows },
  );
  const columns = set.features.map(({ column }): ColumnDrift => {
    const [old, fresh] = [before.get(column), now.get(column)];
    if (old === undefined || fresh === undefined) throw new Error(`there is no sample of ${column}`);
    return { column, kind: "feature", ...driftOf(old, fresh) };
  });
  const scores = await scoresBefore(options, dataset, holdOut);
  const fresh = now.get("score");
  if (fresh !== undefined) columns.push({ column: model.output, kind: "score", ...driftOf(scores, fresh) });
  return { dataset: dataset.id, columns };
}

/** On rows that it did not learn from, where there are such: on those that it knows, a model is too sure. */
async function scoresBefore(
  { project, metadata, engine, model, set, version, computations, signal }: MonitorOptions,
  { file, manifest }: Dataset,
  holdOut: { readonly where: string; readonly rows: number } | null,
): Promise<Float64Array> {
  const { session } = await openVersion(project, metadata, { model, set, version });
  try {
    const rows = holdOut?.rows ?? manifest.rows;
    const { scores } = await scoreRows({
      engine,
      set,
      computations,
      file,
      where: holdOut?.where ?? null,
      oneIn: Math.max(1, Math.ceil(rows / MOST_SAMPLED)),
      rows,
      models: [(batch, count) => session.run(batch, count)],
      slices: [],
      binary: model.evaluation.task === "binary",
      signal,
    });
    return Float64Array.from(scores[0] ?? []);
  } finally {
    await session.close();
  }
}

async function trainedOn({ project, metadata, version }: MonitorOptions): Promise<Dataset | null> {
  if (version.runId === null) return null;
  const { tags } = await readRun(metadata.metadata, version.runId);
  const id = tags.find(({ key }) => key === "bifold.dataset")?.value;
  return id === undefined ? null : findDataset(project, id);
}
