// Searches logged models by their attributes, params, tags and metrics.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { allOf, numberCondition, textCondition } from "../database/filter-sql.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { type PageOptions, pageOf, readOffset } from "../database/page-token.ts";
import { type Comparison, parseFilter } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";
import { type LoggedModel, readLoggedModels } from "./logged-models.ts";
import type { Page } from "./records.ts";
import { experimentNumber } from "./validate-names.ts";

export interface DatasetChoice {
  readonly name: string;
  readonly digest?: string | undefined;
}

export interface LoggedModelOrder {
  readonly field: string;
  readonly ascending: boolean;
  /** Orders by the metric measured on this dataset. */
  readonly dataset?: DatasetChoice | undefined;
}

export interface LoggedModelSearch extends PageOptions {
  readonly experimentIds: readonly string[];
  readonly filter?: string | undefined;
  /** Only metrics measured on one of these count in the filter. */
  readonly datasets?: readonly DatasetChoice[];
  readonly orderBy?: readonly LoggedModelOrder[];
}

const TEXTS = ["name", "model_id", "model_type", "source_run_id"];
const NUMBERS: Readonly<Record<string, string>> = {
  creation_timestamp: "creation_time",
  creation_time: "creation_time",
  creation_timestamp_ms: "creation_time",
  last_updated_timestamp: "last_update_time",
  last_updated_timestamp_ms: "last_update_time",
};
const STATUSES: Readonly<Record<string, number>> = { PENDING: 1, READY: 2, FAILED: 3, UPLOAD_FAILED: 3 };

export async function searchLoggedModels(
  metadata: Metadata,
  search: LoggedModelSearch,
): Promise<Page<LoggedModel>> {
  const conditions = [
    metadata.dialect.isAnyOf(sql.ref("experiment_id"), search.experimentIds.map(experimentNumber)),
    sql`lifecycle_stage = 'active'`,
    ...parseFilter(search.filter).map((comparison) =>
      conditionOf(metadata, comparison, search.datasets ?? []),
    ),
  ];
  const terms = (search.orderBy ?? []).flatMap(termsOf);
  const offset = readOffset(search.pageToken);
  const { rows } = await sql<{
    model_id: string;
  }>`SELECT model_id FROM logged_model WHERE ${allOf(conditions)}
    ORDER BY ${sql.join([...terms, sql`creation_time DESC`, sql`model_id`])}
    LIMIT ${search.maxResults + 1} OFFSET ${offset}`.execute(metadata.kysely);
  const page = pageOf(rows, offset, search.maxResults);
  const ids = page.items.map(({ model_id }) => model_id);
  return { items: await readLoggedModels(metadata, ids), nextToken: page.nextToken };
}

function conditionOf(
  { dialect }: Metadata,
  comparison: Comparison,
  datasets: readonly DatasetChoice[],
): RawBuilder<boolean> {
  const { key, value } = comparison;
  const entity = (comparison.entity ?? "attributes").replace(/^(metric|param|tag|attribute)$/, "$1s");
  if (entity === "metrics") {
    const measured =
      datasets.length === 0 ? sql`1 = 1` : sql`(${sql.join(datasets.map(onDataset), sql` OR `)})`;
    return sql<boolean>`model_id IN (SELECT model_id FROM logged_model_metric WHERE key = ${key} AND is_nan = 0
      AND ${measured} AND ${numberCondition(sql.ref("value"), comparison)})`;
  }
  if (entity === "params" || entity === "tags") {
    const table = sql.table(entity === "params" ? "logged_model_param" : "logged_model_tag");
    return sql<boolean>`model_id IN (SELECT model_id FROM ${table} WHERE key = ${key}
      AND ${textCondition(dialect, sql.ref("value"), comparison)})`;
  }
  if (entity !== "attributes") throw invalid(`Invalid entity type '${comparison.entity}' in a model filter.`);
  const number = NUMBERS[key];
  if (number !== undefined) return numberCondition(sql.ref(number), comparison);
  if (key === "status") {
    const code = STATUSES[String(value).replace("LOGGED_MODEL_", "")] ?? 0;
    return numberCondition(sql.ref("status"), { ...comparison, value: code });
  }
  if (TEXTS.includes(key)) return textCondition(dialect, sql.ref(key), comparison);
  throw invalid(
    `Invalid attribute key '${key}' in a model filter: use ${TEXTS.join(", ")}, status or a timestamp.`,
  );
}

function onDataset({ name, digest }: DatasetChoice): RawBuilder<unknown> {
  const sameDigest = digest ? sql`AND dataset_digest = ${digest}` : sql``;
  return sql`(dataset_name = ${name} ${sameDigest})`;
}

function termsOf({ field, ascending, dataset }: LoggedModelOrder): RawBuilder<unknown>[] {
  const direction = ascending ? sql`ASC` : sql`DESC`;
  const [, metric] = /^metrics?\.(.+)$/.exec(field) ?? [];
  if (metric !== undefined) {
    const measured = dataset === undefined ? sql`1 = 1` : onDataset(dataset);
    const value = sql`(SELECT value FROM logged_model_metric AS m WHERE m.model_id = logged_model.model_id
      AND m.key = ${metric.replaceAll("`", "")} AND ${measured} ORDER BY timestamp DESC, step DESC LIMIT 1)`;
    return [sql`CASE WHEN ${value} IS NULL THEN 1 ELSE 0 END`, sql`${value} ${direction}`];
  }
  const column = NUMBERS[field] ?? (TEXTS.includes(field) ? field : undefined);
  if (column === undefined) throw invalid(`Invalid order_by field '${field}' in a model search.`);
  return [sql`${sql.ref(column)} ${direction}`];
}
