// Joins logged predictions with labels as they arrive: rows of the training set's spine with the same request.
import type { TrainingSet } from "../../compiler/ir/program.ts";
import { requestFields } from "../../compiler/library/request-fields.ts";
import type { Scored } from "../evaluate/scored.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { identifier } from "../offline/sql-text.ts";
import { valueAt } from "../verify/bits.ts";
import { joinableFields } from "./read-log.ts";

export interface JoinOptions {
  readonly engine: Pick<OfflineEngine, "stream">;
  /** Relation of the predictions that count: as_of, score, request. */
  readonly log: string;
  readonly set: TrainingSet;
  readonly mostRows: number;
  readonly signal: AbortSignal;
}

export interface Joined {
  readonly scored: Scored;
  readonly known: number;
  readonly ambiguous: number;
  readonly by: readonly string[];
  readonly oneIn: number;
}

/** Requests that say nothing of their time are joined with the first row of their keys within this time after them. */
const NEAREST_US = 86_400_000_000;

/** The engine's relation `spine` holds the rows of the training set that there are by now. */
export async function joinLabels(options: JoinOptions): Promise<Joined> {
  const { engine, set, mostRows, signal } = options;
  const fields = joinableFields(requestFields(set));
  const timed = fields.some(({ type }) => type.kind === "timestamp");
  const joined = timed ? byRequest(options, fields) : byNearest(options, fields);
  const [known, ambiguous] = await counts(engine, joined, signal);
  const oneIn = Math.max(1, Math.ceil(known / mostRows));
  const rows = Math.ceil(known / oneIn);
  const [scores, labels] = [new Float32Array(rows), new Float64Array(rows)];
  let done = 0;
  const sample = oneIn === 1 ? "" : ` AND place % ${oneIn} = 0`;
  // Intervals come from a seeded resampling by place: the same log must come in the same order.
  for await (const batch of engine.stream(
    `SELECT score, CAST(label AS DOUBLE) AS label FROM (${joined}) WHERE labels = 1${sample} ORDER BY ALL`,
    {},
    { signal },
  )) {
    const [score, label] = batch.columns;
    if (score === undefined || label === undefined) continue;
    for (let row = 0; row < batch.rows && done < rows; row++) {
      scores[done] = valueAt(score, row) as number;
      labels[done++] = valueAt(label, row) as number;
    }
  }
  const by = [...fields.map(({ name }) => name), ...(timed ? [] : ["as_of"])];
  return {
    scored: { scores: scores.subarray(0, done), labels: labels.subarray(0, done) },
    known,
    ambiguous,
    by,
    oneIn,
  };
}

type Fields = ReturnType<typeof joinableFields>;

/** Each prediction with how many different labels its request has; several requests alike count one by one. */
function byRequest({ log, set }: JoinOptions, fields: Fields): string {
  const columns = fields.map(({ name, type }) =>
    type.kind === "timestamp" ? `epoch_us(${identifier(name)}) AS ${identifier(name)}` : identifier(name),
  );
  const names = fields.map(({ name }) => identifier(name));
  const label = identifier(set.label.name);
  const same = names.map((name) => `logged.request.${name} IS NOT DISTINCT FROM known.${name}`);
  return `SELECT logged.score AS score, known.label AS label, known.labels AS labels, row_number() OVER () AS place
FROM (${log}) AS logged
JOIN (
  SELECT ${names.join(", ")}, any_value(label) AS label, count(DISTINCT label) AS labels
  FROM (SELECT ${columns.join(", ")}, CAST(${label} AS DOUBLE) AS label FROM spine WHERE ${label} IS NOT NULL)
  GROUP BY ALL
) AS known ON ${same.join(" AND ")}`;
}

function byNearest({ log, set }: JoinOptions, fields: Fields): string {
  const names = fields.map(({ name }) => identifier(name));
  const label = identifier(set.label.name);
  const same = names.map((name) => `logged.request.${name} = known.${name}`);
  const between = `known.at - logged.as_of <= ${NEAREST_US}`;
  return `SELECT logged.score AS score, known.label AS label, 1 AS labels, row_number() OVER () AS place
FROM (${log}) AS logged
ASOF JOIN (
  SELECT ${[...names, "epoch_us(as_of) AS at", `CAST(${label} AS DOUBLE) AS label`].join(", ")}
  FROM spine WHERE ${label} IS NOT NULL AND as_of IS NOT NULL
) AS known ON ${[...same, "logged.as_of <= known.at"].join(" AND ")}
WHERE ${between}`;
}

async function counts(
  engine: Pick<OfflineEngine, "stream">,
  joined: string,
  signal: AbortSignal,
): Promise<readonly [number, number]> {
  const sql = `SELECT count(*) FILTER (labels = 1) AS known, count(*) FILTER (labels > 1) AS ambiguous FROM (${joined})`;
  for await (const batch of engine.stream(sql, {}, { signal })) {
    const [known, ambiguous] = batch.columns;
    if (known !== undefined && ambiguous !== undefined && batch.rows > 0) {
      return [Number(valueAt(known, 0)), Number(valueAt(ambiguous, 0))];
    }
  }
  return [0, 0];
}
