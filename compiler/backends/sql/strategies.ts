// The strategies by the names that plans give them.
import type { Strategy } from "../../ir/plan.ts";
import { collected } from "./collected-steps.ts";
import { distinct } from "./distinct-steps.ts";
import { extremum } from "./extremum-steps.ts";
import { latest } from "./latest-steps.ts";
import { prefix } from "./prefix-steps.ts";
import { recent } from "./recent-steps.ts";
import type { SqlStrategy } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

const strategies: Readonly<Partial<Record<Strategy, SqlStrategy>>> = {
  prefix,
  extremum,
  latest,
  distinct,
  recent,
  collected,
};

/** Those that a view's aggregates need, each once. */
export function strategiesOf(context: ViewContext): readonly SqlStrategy[] {
  return [...new Set(context.view.atoms.map((atom) => atom.strategy))].sort().map((name) => {
    const strategy = strategies[name];
    if (strategy === undefined) throw new Error(`strategy ${name} has no SQL`);
    return strategy;
  });
}

export function hasSql(strategy: Strategy): boolean {
  return strategies[strategy] !== undefined;
}
