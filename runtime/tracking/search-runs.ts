// Searches runs: a filter, an order and pages; indexes find the runs, then one read a table completes them.
import { type RawBuilder, sql } from "kysely";
import { allOf, numberCondition, textCondition } from "../database/filter-sql.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { type PageOptions, pageOf, readOffset } from "../database/page-token.ts";
import { type Comparison, type Operand, parseFilter, parseOrderBy } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";
import { findKeys } from "./keys.ts";
import { readRunData, type RunRow } from "./read-runs.ts";
import type { Page, Run, ViewType } from "./records.ts";
import { experimentNumber } from "./validate-names.ts";

export interface RunSearch extends PageOptions {
  readonly experimentIds: readonly string[];
  readonly filter?: string | undefined;
  readonly orderBy?: readonly string[];
  readonly view?: ViewType;
}

export async function searchRuns(metadata: Metadata, search: RunSearch): Promise<Page<Run>> {
  const comparisons = parseFilter(search.filter).map(withEntity);
  const orderings = parseOrderBy(search.orderBy ?? []).map(withEntity);
  const keyIds = await findKeys(
    metadata,
    [...comparisons, ...orderings].map(({ key }) => key),
  );
  const conditions = [
    inExperiments(metadata, search.experimentIds.map(experimentNumber)),
    ...inView(search.view ?? "ACTIVE_ONLY"),
    ...comparisons.map((comparison) => conditionOf(metadata, comparison, keyIds.get(comparison.key))),
  ];
  const { joins, terms } = orderOf(orderings, keyIds);
  const offset = readOffset(search.pageToken);
  const { rows } = await sql<RunRow>`SELECT run.* FROM run ${joins} WHERE ${allOf(conditions)}
    ORDER BY ${sql.join([...terms, sql`run.start_time DESC`, sql`run.run_id`])}
    LIMIT ${search.maxResults + 1} OFFSET ${offset}`.execute(metadata.kysely);
  const page = pageOf(rows, offset, search.maxResults);
  return { items: await readRunData(metadata, page.items), nextToken: page.nextToken };
}

type Entity = "metric" | "param" | "tag" | "attribute" | "dataset";

const ENTITIES: Readonly<Record<string, Entity>> = {
  metric: "metric",
  metrics: "metric",
  param: "param",
  params: "param",
  parameter: "param",
  parameters: "param",
  tag: "tag",
  tags: "tag",
  attribute: "attribute",
  attributes: "attribute",
  attr: "attribute",
  run: "attribute",
  dataset: "dataset",
  datasets: "dataset",
};

const NUMBERS: Readonly<Record<string, string>> = {
  start_time: "start_time",
  end_time: "end_time",
  created: "start_time",
  Created: "start_time",
};

const TEXTS: Readonly<Record<string, string>> = {
  run_id: "run_id",
  run_name: "name",
  "run name": "name",
  "Run name": "name",
  "Run Name": "name",
  status: "status",
  user_id: "user_id",
  User: "user_id",
  artifact_uri: "artifact_uri",
};

function withEntity<T extends Operand>(operand: T): T & { readonly entity: Entity } {
  const entity = operand.entity === null ? "attribute" : ENTITIES[operand.entity];
  if (entity !== undefined) return { ...operand, entity };
  throw invalid(
    `Invalid entity type '${operand.entity}'. Valid entity types are metric, parameter, tag, attribute and dataset.`,
  );
}

function inExperiments({ dialect }: Metadata, numbers: readonly number[]): RawBuilder<boolean> {
  // Equality lets the index give the order too.
  if (numbers.length === 1) return sql<boolean>`run.experiment_id = ${numbers[0]}`;
  return dialect.isAnyOf(sql.ref("run.experiment_id"), numbers);
}

function inView(view: ViewType): RawBuilder<boolean>[] {
  if (view === "ALL") return [];
  return [sql<boolean>`run.lifecycle_stage = ${view === "ACTIVE_ONLY" ? "active" : "deleted"}`];
}

function conditionOf(
  { dialect }: Metadata,
  comparison: Comparison & { readonly entity: Entity },
  keyId: number | undefined,
): RawBuilder<boolean> {
  const { entity, key, operator, value } = comparison;
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
  if (entity === "metric") {
    const holds = numberCondition(sql.ref("value"), comparison);
    // A NaN is unequal to every number, and nothing else.
    const orNan = operator === "!=" ? sql`(is_nan = 1 OR ${holds})` : sql`is_nan = 0 AND ${holds}`;
    return sql<boolean>`run.seq IN (SELECT run_seq FROM latest_metric WHERE key_id = ${keyId ?? -1} AND ${orNan})`;
  }
  const table = sql.table(entity);
  if (operator === "IS NULL" || operator === "IS NOT NULL") {
    const not = operator === "IS NULL" ? sql`NOT` : sql``;
    return sql<boolean>`run.seq ${not} IN (SELECT run_seq FROM ${table} WHERE key_id = ${keyId ?? -1})`;
  }
  const holds = textCondition(dialect, sql.ref("value"), comparison);
  // The index holds the first 100 characters of a value.
  const narrow =
    operator === "=" && typeof value === "string"
      ? sql`substr(value, 1, 100) = ${[...value].slice(0, 100).join("")} AND`
      : sql``;
  return sql<boolean>`run.seq IN (SELECT run_seq FROM ${table} WHERE key_id = ${keyId ?? -1} AND ${narrow} ${holds})`;
}

function orderOf(
  orderings: readonly (Operand & { readonly entity: Entity; readonly ascending: boolean })[],
  keyIds: ReadonlyMap<string, number>,
) {
  const joins: RawBuilder<unknown>[] = [];
  const terms: RawBuilder<unknown>[] = [];
  for (const [position, { entity, key, ascending }] of orderings.entries()) {
    const direction = ascending ? sql`ASC` : sql`DESC`;
    if (entity === "attribute") {
      const column = NUMBERS[key] ?? TEXTS[key];
      if (column === undefined)
        throw invalid(`Invalid order_by key '${key}'. Valid keys are ${attributeNames()}.`);
      const value = sql.ref(`run.${column}`);
      terms.push(sql`CASE WHEN ${value} IS NULL THEN 1 ELSE 0 END`, sql`${value} ${direction}`);
      continue;
    }
    if (entity === "dataset") throw invalid("Invalid order_by entity 'dataset'.");
    const name = `ordering${position}`;
    const table = sql.table(entity === "metric" ? "latest_metric" : entity);
    joins.push(sql`LEFT JOIN ${table} AS ${sql.ref(name)}
      ON ${sql.ref(`${name}.run_seq`)} = run.seq AND ${sql.ref(`${name}.key_id`)} = ${keyIds.get(key) ?? -1}`);
    const value = sql.ref(`${name}.value`);
    // In both directions: numbers, then NaN, then runs without it.
    const isNan = entity === "metric" ? sql.ref(`${name}.is_nan`) : sql`0`;
    terms.push(sql`CASE WHEN ${value} IS NULL THEN 2 ELSE ${isNan} END`, sql`${value} ${direction}`);
  }
  return { joins: joins.length === 0 ? sql`` : sql.join(joins, sql` `), terms };
}

const attributeNames = (): string => [...Object.keys(TEXTS), ...Object.keys(NUMBERS)].join(", ");
