// Watches a served version: its logged predictions against labels as they arrive, and against what it was trained on.
import path from "node:path";
import type { Deployment, Model, TrainingSet } from "../../compiler/ir/program.ts";
import { bootstrap } from "../evaluate/bootstrap.ts";
import { calibrate } from "../evaluate/calibration.ts";
import { findHoldOut } from "../evaluate/hold-out.ts";
import { type JudgedVersion, openVersion } from "../evaluate/judged-version.ts";
import { measureOf } from "../evaluate/measure.ts";
import type { OwnInputs } from "../evaluate/own-inputs.ts";
import type { RequestComputation } from "../evaluate/request-features.ts";
import { scoreRows } from "../evaluate/score-rows.ts";
import { inputFields } from "../../compiler/library/model-inputs.ts";
import { requestFields } from "../../compiler/library/request-fields.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { identifier, literal } from "../offline/sql-text.ts";
import { type Dataset, findDataset } from "../pipeline/dataset.ts";
import { inputsStatement } from "../pipeline/inputs-statement.ts";
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
  readonly own: OwnInputs | null;
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

async function relationOf({ log, deployment, model, set, version, since }: MonitorOptions): Promise<string> {
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
    requestFields: requestFields(set),
    inputs: inputFields(model, set),
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
  const { project, metadata, engine, model, set, own, version, signal } = options;
  const dataset = await trainedOn(options);
  if (dataset === null) return null;
  const holdOut = await findHoldOut(engine, model, set, dataset.file).catch(() => null);
  const judged = await openVersion(project, metadata, { model, set, own, version });
  try {
    const fields = inputFields(model, set);
    const sampling = { mostRows: MOST_SAMPLED, signal };
    const before = await sampleColumns(
      engine,
      learntFrom(options, dataset.file, holdOut === null ? undefined : `NOT (${holdOut.where})`, judged),
      new Map(fields.map(({ name }) => [name, `CAST(${identifier(name)} AS FLOAT)`])),
      { ...sampling, rows: dataset.manifest.rows - (holdOut?.rows ?? 0) },
    );
    const now = await sampleColumns(
      engine,
      log,
      new Map([
        ...fields.map(({ name }): [string, string] => [name, `features.${identifier(name)}`]),
        ["score", "score"],
      ]),
      { ...sampling, rows },
    );
    const columns = fields.map(({ name }): ColumnDrift => {
      const [old, fresh] = [before.get(name), now.get(name)];
      if (old === undefined || fresh === undefined) throw new Error(`there is no sample of ${name}`);
      return { column: name, kind: "feature", ...driftOf(old, fresh) };
    });
    const scores = await scoresBefore(options, dataset, holdOut, judged);
    const fresh = now.get("score");
    if (fresh !== undefined) columns.push({ column: model.output, kind: "score", ...driftOf(scores, fresh) });
    return { dataset: dataset.id, columns };
  } finally {
    await judged.session.close();
  }
}

/** The model's inputs on the rows of a snapshot, as a relation. */
function learntFrom(
  { own }: MonitorOptions,
  data: string,
  where: string | undefined,
  { scored }: JudgedVersion,
): string {
  if (own !== null) {
    return inputsStatement(own.sql, { data, where }, { fields: own.fitted, values: scored.fitted });
  }
  return `SELECT * FROM read_parquet(${literal(data)})${where === undefined ? "" : ` WHERE ${where}`}`;
}

/** On rows that it did not learn from, where there are such: on those that it knows, a model is too sure. */
async function scoresBefore(
  { engine, model, set, computations, own, signal }: MonitorOptions,
  { file, manifest }: Dataset,
  holdOut: { readonly where: string; readonly rows: number } | null,
  { scored }: JudgedVersion,
): Promise<Float64Array> {
  const rows = holdOut?.rows ?? manifest.rows;
  const { scores } = await scoreRows({
    engine,
    set,
    computations,
    own,
    file,
    where: holdOut?.where ?? null,
    oneIn: Math.max(1, Math.ceil(rows / MOST_SAMPLED)),
    rows,
    models: [scored],
    slices: [],
    binary: model.evaluation.task === "binary",
    signal,
  });
  return Float64Array.from(scores[0] ?? []);
}

async function trainedOn({ project, metadata, version }: MonitorOptions): Promise<Dataset | null> {
  if (version.runId === null) return null;
  const { tags } = await readRun(metadata.metadata, version.runId);
  const id = tags.find(({ key }) => key === "bifold.dataset")?.value;
  return id === undefined ? null : findDataset(project, id);
}
