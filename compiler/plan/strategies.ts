// From what an aggregation's states can do to how it is computed.
import type { Strategy } from "../ir/plan.ts";
import type { Atom } from "../ir/program.ts";
import { aggregations } from "../library/aggregations/index.ts";
import type { Algebra } from "../library/define.ts";

const STRATEGIES: Readonly<Record<Algebra, Strategy>> = {
  invertible: "prefix",
  idempotent: "extremum",
  latest: "latest",
  distinct: "distinct",
  collected: "collected",
};

export function strategyOf({ aggregation, window }: Pick<Atom, "aggregation" | "window">): Strategy {
  if (window.rows !== null) return "recent";
  const definitions: Readonly<Record<string, { readonly algebra: Algebra }>> = aggregations;
  const definition = Object.hasOwn(definitions, aggregation) ? definitions[aggregation] : undefined;
  if (definition === undefined) throw new Error(`The library has no aggregation '${aggregation}'.`);
  return STRATEGIES[definition.algebra];
}
