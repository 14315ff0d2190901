// From what an aggregation's states can do to how it is computed.
import type { Strategy } from "../ir/plan.ts";
import type { Atom } from "../ir/program.ts";
import { aggregationOf } from "../library/aggregation-of.ts";
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
  return STRATEGIES[aggregationOf({ aggregation }).algebra];
}
