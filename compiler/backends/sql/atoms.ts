// From merged partial states to the values of aggregates.
import { sqlLiteral } from "../../library/literals.ts";
import type { SqlOutput, SqlStages } from "../../library/sql-stages.ts";
import { aggregationOf } from "../../library/aggregation-of.ts";
import { strategiesOf } from "./strategies.ts";
import type { ViewContext } from "./view-context.ts";

/** `a0`, `a1`, ... and `a2_time`, in the order of the online layout: what the feature expressions read. */
export function atomColumns(context: ViewContext, stages: SqlStages): readonly SqlOutput[] {
  const outputs = strategiesOf(context).flatMap((strategy) => strategy.values(context, stages));
  const byName = new Map(outputs.map((output) => [output.name, output]));
  return context.view.layout.slots.map(({ column }) => {
    const output = byName.get(column);
    if (output === undefined) throw new Error(`view ${context.view.name} computes no ${column}`);
    return output;
  });
}

/** All columns that strategies give for a probe. */
export function probeColumns(context: ViewContext): readonly string[] {
  return strategiesOf(context).flatMap((strategy) => strategy.columns(context));
}

/** All columns that strategies read of a view's rows. */
export function rowColumns(context: ViewContext): ReadonlySet<string> {
  return new Set(strategiesOf(context).flatMap((strategy) => strategy.rowColumns(context)));
}

/** The value of an atom for an entity that no row speaks of. */
export function whenEmpty(context: ViewContext, atomId: string): string | null {
  const atom = context.view.atoms.find((candidate) => candidate.id === atomId);
  if (atom === undefined) return null;
  const empty = aggregationOf(atom).whenEmpty;
  return empty === null ? null : sqlLiteral(empty, atom.type);
}
