// Searches experiments by name, times and tags.
import type { RawBuilder } from "kysely";
import { sql } from "../database/kysely.ts";
import { allOf, numberCondition, textCondition } from "../database/filter-sql.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { type PageOptions, pageOf, readOffset } from "../database/page-token.ts";
import { type Comparison, parseFilter, parseOrderBy } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";
import { readExperiments } from "./experiments.ts";
import type { Experiment, Page, ViewType } from "./records.ts";

export interface ExperimentSearch extends PageOptions {
  readonly filter?: string | undefined;
  readonly orderBy?: readonly string[];
  readonly view?: ViewType;
}

const NUMBERS = ["creation_time", "last_update_time", "experiment_id"];

export async function searchExperiments(
  metadata: Metadata,
  search: ExperimentSearch,
): Promise<Page<Experiment>> {
  const view = search.view ?? "ACTIVE_ONLY";
  const stage = view === "DELETED_ONLY" ? "deleted" : "active";
  const conditions = [
    ...(view === "ALL" ? [] : [sql`lifecycle_stage = ${stage}`]),
    ...parseFilter(search.filter).map((comparison) => conditionOf(metadata, comparison)),
  ];
  const orderings = parseOrderBy(search.orderBy?.length ? search.orderBy : ["creation_time DESC"]);
  const terms = orderings.map(({ entity, key, ascending }) => {
    if (!isAttribute(entity) || ![...NUMBERS, "name"].includes(key))
      throw invalid(`Invalid order_by key '${key}'.`);
    return sql`${sql.ref(key)} ${ascending ? sql`ASC` : sql`DESC`}`;
  });
  const offset = readOffset(search.pageToken);
  const { rows } = await sql<{ experiment_id: number }>`SELECT experiment_id FROM experiment
    WHERE ${allOf(conditions)} ORDER BY ${sql.join([...terms, sql`experiment_id`])}
    LIMIT ${search.maxResults + 1} OFFSET ${offset}`.execute(metadata.kysely);
  const page = pageOf(rows, offset, search.maxResults);
  const items = await readExperiments(
    metadata,
    page.items.map(({ experiment_id }) => experiment_id),
  );
  return { items, nextToken: page.nextToken };
}

const isAttribute = (entity: string | null): boolean =>
  entity === null || ["attribute", "attributes", "attr", "experiment"].includes(entity);

function conditionOf({ dialect }: Metadata, comparison: Comparison): RawBuilder<boolean> {
  const { entity, key } = comparison;
  if (entity === "tag" || entity === "tags") {
    return sql<boolean>`experiment_id IN (SELECT experiment_id FROM experiment_tag
      WHERE key = ${key} AND ${textCondition(dialect, sql.ref("value"), comparison)})`;
  }
  if (!isAttribute(entity))
    throw invalid(`Invalid entity type '${entity}'. Valid ones are attribute and tag.`);
  if (key === "name") return textCondition(dialect, sql.ref("name"), comparison);
  if (NUMBERS.includes(key)) return numberCondition(sql.ref(key), comparison);
  throw invalid(`Invalid attribute key '${key}' specified. Valid keys are name, ${NUMBERS.join(", ")}.`);
}
