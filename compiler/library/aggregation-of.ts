// The library's entry for an aggregate.
import type { Atom } from "../ir/program.ts";
import { aggregations } from "./aggregations/index.ts";
import type { AggregationDefinition } from "./define.ts";

/** @throws Error where the library has none: checked programs name no other. */
export function aggregationOf({ aggregation }: Pick<Atom, "aggregation">): AggregationDefinition {
  const list: Readonly<Record<string, unknown>> = aggregations;
  const definition = Object.hasOwn(list, aggregation) ? list[aggregation] : undefined;
  if (definition === undefined) throw new Error(`The library has no aggregation '${aggregation}'.`);
  return definition as AggregationDefinition;
}
