// The conditions of a run search as SQL, each tested in the way that costs least.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { numberCondition, textCondition } from "../database/filter-sql.ts";
import type { Metadata } from "../database/metadata-database.ts";
import type { Comparison } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";
import { attributeNames, type Entity, NUMBERS, TEXTS } from "./search-vocabulary.ts";

/**
 * How a condition on what was logged is tested: `set` collects the runs for which it holds, `probe` looks it up for
 * each run in question. The first is right where few runs hold it, the second where a page is soon full.
 */
type Reach = "set" | "probe";

const RARE = 2_000;

/** The conditions that hold for so few runs that these should be found first. */
export async function rareConditions(
  metadata: Metadata,
  comparisons: readonly RunComparison[],
  keyIds: ReadonlyMap<string, number>,
): Promise<ReadonlySet<RunComparison>> {
  const rare = new Set<RunComparison>();
  for (const comparison of comparisons) {
    const { entity, key } = comparison;
    if (entity === "dataset" || (entity === "attribute" && key === "run_id")) rare.add(comparison);
    if (entity === "dataset" || entity === "attribute") continue;
    const { table, holds, negated } = loggedCondition(metadata, comparison, keyIds.get(key));
    if (negated) continue;
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM
      (SELECT 1 AS one FROM ${table} AS logged WHERE ${holds} LIMIT ${RARE + 1}) AS found`.execute(
      metadata.kysely,
    );
    if ((rows[0]?.count ?? 0) <= RARE) rare.add(comparison);
  }
  return rare;
}

export type RunComparison = Comparison & { readonly entity: Entity };

interface Condition {
  readonly comparison: RunComparison;
  readonly keyId: number | undefined;
  readonly how: Reach;
}

export function conditionOf(metadata: Metadata, { comparison, keyId, how }: Condition): RawBuilder<boolean> {
  const { dialect } = metadata;
  const { entity, key } = comparison;
  if (entity === "attribute") {
    const number = NUMBERS[key];
    if (number !== undefined) return numberCondition(sql.ref(`run.${number}`), comparison);
    const text = TEXTS[key];
    if (text !== undefined) return textCondition(dialect, sql.ref(`run.${text}`), comparison);
    throw invalid(`Invalid attribute key '${key}' specified. Valid keys are ${attributeNames()}.`);
  }
  if (entity === "dataset") {
    const column = { name: "dataset.name", digest: "dataset.digest", context: "dataset_input_tag.value" }[
      key
    ];
    if (column === undefined) throw invalid(`Invalid dataset key '${key}': use name, digest or context.`);
    const isContext = key === "context" ? sql`AND dataset_input_tag.key = 'mlflow.data.context'` : sql``;
    return sql<boolean>`run.seq IN (SELECT dataset_input.run_seq FROM dataset_input
      JOIN dataset ON dataset.seq = dataset_input.dataset_seq
      LEFT JOIN dataset_input_tag ON dataset_input_tag.run_seq = dataset_input.run_seq
        AND dataset_input_tag.dataset_seq = dataset_input.dataset_seq
      WHERE ${textCondition(dialect, sql.ref(column), comparison)} ${isContext})`;
  }
  const { table, holds, negated } = loggedCondition(metadata, comparison, keyId);
  const not = negated ? sql`NOT` : sql``;
  if (how === "set") {
    return sql<boolean>`run.seq ${not} IN (SELECT logged.run_seq FROM ${table} AS logged WHERE ${holds})`;
  }
  return sql<boolean>`${not} EXISTS (SELECT 1 FROM ${table} AS logged WHERE logged.run_seq = run.seq AND ${holds})`;
}

interface LoggedCondition {
  readonly table: RawBuilder<unknown>;
  /** On the rows of the table, called `logged`. */
  readonly holds: RawBuilder<unknown>;
  /** The condition is that there is no such row. */
  readonly negated: boolean;
}

/** A comparison of a metric, a param or a tag. */
function loggedCondition(
  { dialect }: Metadata,
  comparison: RunComparison,
  keyId: number | undefined,
): LoggedCondition {
  const { entity, operator, value } = comparison;
  const table = sql.table(entity === "metric" ? "latest_metric" : entity);
  const ofKey = sql`logged.key_id = ${keyId ?? -1}`;
  const column = sql.ref("logged.value");
  if (entity === "metric") {
    const holds = numberCondition(column, comparison);
    // A NaN is unequal to every number, and nothing else.
    const orNan =
      operator === "!=" ? sql`(logged.is_nan = 1 OR ${holds})` : sql`logged.is_nan = 0 AND ${holds}`;
    return { table, holds: sql`${ofKey} AND ${orNan}`, negated: false };
  }
  if (operator === "IS NULL" || operator === "IS NOT NULL") {
    return { table, holds: ofKey, negated: operator === "IS NULL" };
  }
  const holds = textCondition(dialect, column, comparison);
  // The index holds the first 100 characters of a value.
  const narrow =
    operator === "=" && typeof value === "string"
      ? sql`substr(logged.value, 1, 100) = ${[...value].slice(0, 100).join("")} AND`
      : sql``;
  return { table, holds: sql`${ofKey} AND ${narrow} ${holds}`, negated: false };
}
