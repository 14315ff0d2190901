// Searches registered models and model versions.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { allOf, numberCondition, textCondition } from "../database/filter-sql.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { type PageOptions, pageOf, readOffset } from "../database/page-token.ts";
import { type Comparison, parseFilter, parseOrderBy } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";
import { readModels } from "./models.ts";
import type { ModelVersion, RegisteredModel } from "./records.ts";
import { readVersions } from "./versions.ts";

export interface RegistrySearch extends PageOptions {
  readonly filter?: string | undefined;
  readonly orderBy?: readonly string[];
}

export interface RegistryPage<T> {
  readonly items: readonly T[];
  readonly nextToken: string | null;
}

// MLflow 3 keeps prompts as models with this tag, and asks for "not a prompt" by `!= 'true'`.
const PROMPT_TAG = "mlflow.prompt.is_prompt";

export async function searchModels(
  metadata: Metadata,
  search: RegistrySearch,
): Promise<RegistryPage<RegisteredModel>> {
  const conditions = parseFilter(search.filter).map((comparison) => {
    if (isTag(comparison)) {
      return tagCondition(
        metadata,
        comparison,
        (rows) => sql`name ${rows}`,
        sql`SELECT model FROM registered_model_tag`,
      );
    }
    if (comparison.key === "name") return textCondition(metadata.dialect, sql.ref("name"), comparison);
    throw invalid(`Invalid attribute key '${comparison.key}' specified. Valid keys are name and tag.<key>.`);
  });
  const terms = termsOf(search.orderBy, {
    name: "name",
    creation_timestamp: "creation_time",
    timestamp: "last_update_time",
    last_updated_timestamp: "last_update_time",
  });
  const offset = readOffset(search.pageToken);
  const { rows } = await sql<{ name: string }>`SELECT name FROM registered_model WHERE ${allOf(conditions)}
    ORDER BY ${sql.join([...terms, sql`name`])} LIMIT ${search.maxResults + 1} OFFSET ${offset}`.execute(
    metadata.kysely,
  );
  const page = pageOf(rows, offset, search.maxResults);
  const items = await readModels(
    metadata,
    page.items.map(({ name }) => name),
  );
  return { items, nextToken: page.nextToken };
}

export async function searchVersions(
  metadata: Metadata,
  search: RegistrySearch,
): Promise<RegistryPage<ModelVersion>> {
  const texts: Readonly<Record<string, string>> = { name: "model", run_id: "run_id", source_path: "source" };
  const conditions = parseFilter(search.filter).map((comparison) => {
    if (isTag(comparison)) {
      const rows = sql`SELECT model, version FROM model_version_tag`;
      return tagCondition(metadata, comparison, (chosen) => sql`(model, version) ${chosen}`, rows);
    }
    if (comparison.key === "version_number") return numberCondition(sql.ref("version"), comparison);
    const column = texts[comparison.key];
    if (column !== undefined) return textCondition(metadata.dialect, sql.ref(column), comparison);
    throw invalid(
      `Invalid attribute key '${comparison.key}' specified. Valid keys are name, run_id, source_path, version_number ` +
        "and tag.<key>.",
    );
  });
  const terms = termsOf(search.orderBy?.length ? search.orderBy : ["last_updated_timestamp DESC"], {
    name: "model",
    version_number: "version",
    creation_timestamp: "creation_time",
    last_updated_timestamp: "last_update_time",
  });
  const offset = readOffset(search.pageToken);
  const rows = await readVersions(metadata, allOf(conditions), {
    order: sql.join([...terms, sql`model`, sql`version DESC`]),
    page: sql`LIMIT ${search.maxResults + 1} OFFSET ${offset}`,
  });
  return pageOf(rows, offset, search.maxResults);
}

/** Of each model and stage the newest version, as MLflow's `latest_versions` wants it. */
export function latestVersions(
  metadata: Metadata,
  models: readonly string[],
): Promise<readonly ModelVersion[]> {
  return readVersions(
    metadata,
    sql`(model, version) IN (SELECT model, max(version) FROM model_version
      WHERE ${metadata.dialect.isAnyOf(sql.ref("model"), models)} GROUP BY model, current_stage)`,
  );
}

const isTag = ({ entity }: Comparison): boolean => entity === "tag" || entity === "tags";

function tagCondition(
  { dialect }: Metadata,
  comparison: Comparison,
  choose: (rows: RawBuilder<unknown>) => RawBuilder<unknown>,
  rows: RawBuilder<unknown>,
): RawBuilder<boolean> {
  const { key, operator, value } = comparison;
  const isNot = key === PROMPT_TAG && operator === "!=";
  const holds = textCondition(
    dialect,
    sql.ref("value"),
    isNot ? { ...comparison, operator: "=" } : comparison,
  );
  // Unlike any other `!=`, this one also holds for what has no such tag.
  const chosen = sql`${isNot ? sql`NOT IN` : sql`IN`} (${rows} WHERE key = ${key} AND ${holds})`;
  if (value === null) throw invalid(`Invalid comparison operator '${operator}' for the tag '${key}'.`);
  return sql<boolean>`${choose(chosen)}`;
}

function termsOf(orderBy: readonly string[] | undefined, columns: Readonly<Record<string, string>>) {
  return parseOrderBy(orderBy ?? []).map(({ key, ascending }) => {
    const column = columns[key];
    if (column === undefined) {
      throw invalid(
        `Invalid order by key '${key}' specified. Valid keys are ${Object.keys(columns).join(", ")}.`,
      );
    }
    return sql`${sql.ref(column)} ${ascending ? sql`ASC` : sql`DESC`}`;
  });
}
