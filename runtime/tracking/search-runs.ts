// Searches runs: a filter, an order and pages; indexes find the runs, then one read a table completes them.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { allOf } from "../database/filter-sql.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { type PageOptions, pageOf, readOffset } from "../database/page-token.ts";
import { type Operand, parseFilter, parseOrderBy } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";
import { findKeys } from "./keys.ts";
import { readRunData, type RunRow } from "./read-runs.ts";
import type { Page, Run, ViewType } from "./records.ts";
import { conditionOf, rareConditions } from "./run-conditions.ts";
import { attributeNames, type Entity, NUMBERS, TEXTS, withEntity } from "./search-vocabulary.ts";
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
  const range = [
    inExperiments(metadata, search.experimentIds.map(experimentNumber)),
    ...inView(search.view ?? "ACTIVE_ONLY"),
  ];
  const offset = readOffset(search.pageToken);
  const limit = sql`LIMIT ${search.maxResults + 1} OFFSET ${offset}`;
  const rare = await rareConditions(metadata, comparisons, keyIds);
  const conditions = comparisons.map((comparison) => {
    const how = rare.has(comparison) ? "set" : "probe";
    return conditionOf(metadata, { comparison, keyId: keyIds.get(comparison.key), how });
  });
  const select = async (from: RawBuilder<unknown>, order: readonly RawBuilder<unknown>[]) => {
    const { rows } = await sql<RunRow>`SELECT run.* FROM ${from} ${allOf([...range, ...conditions])}
      ORDER BY ${sql.join([...order, sql`run.start_time DESC`, sql`run.run_id`])} ${limit}`.execute(
      metadata.kysely,
    );
    return rows;
  };

  const { joins, terms } = orderOf(orderings, keyIds);
  const [first, ...others] = orderings;
  const finish = async (rows: readonly RunRow[]): Promise<Page<Run>> => {
    const page = pageOf(rows, offset, search.maxResults);
    return { items: await readRunData(metadata, page.items), nextToken: page.nextToken };
  };
  if (rare.size === 0 && first?.entity === "metric") {
    // Runs come from the index on the metric, in order, until the page is full; those without a number come after
    // all others, so a full page cannot have one.
    const rest = orderOf(others, keyIds);
    const from = sql`latest_metric AS ranked CROSS JOIN run ${rest.joins}
      WHERE run.seq = ranked.run_seq AND ranked.key_id = ${keyIds.get(first.key) ?? -1} AND ranked.is_nan = 0 AND`;
    const direction = first.ascending ? sql`ASC` : sql`DESC`;
    const rows = await select(from, [sql`ranked.value ${direction}`, ...rest.terms]);
    if (rows.length > search.maxResults) return finish(rows);
  }
  return finish(await select(sql`run ${joins} WHERE`, terms));
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
