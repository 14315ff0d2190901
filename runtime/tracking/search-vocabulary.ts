// What a search of runs can speak of: entities, attributes and the columns behind them.
import type { Operand } from "../database/parse-filter.ts";
import { invalid } from "../database/store-error.ts";

export type Entity = "metric" | "param" | "tag" | "attribute" | "dataset";

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

export const NUMBERS: Readonly<Record<string, string>> = {
  start_time: "start_time",
  end_time: "end_time",
  created: "start_time",
  Created: "start_time",
};

export const TEXTS: Readonly<Record<string, string>> = {
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

export function withEntity<T extends Operand>(operand: T): T & { readonly entity: Entity } {
  const entity = operand.entity === null ? "attribute" : ENTITIES[operand.entity];
  if (entity !== undefined) return { ...operand, entity };
  throw invalid(
    `Invalid entity type '${operand.entity}'. Valid entity types are metric, parameter, tag, attribute and dataset.`,
  );
}

export const attributeNames = (): string => [...Object.keys(TEXTS), ...Object.keys(NUMBERS)].join(", ");
