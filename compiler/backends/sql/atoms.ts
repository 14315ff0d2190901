// From merged partial states to the values of aggregates.
import { rawSql, type Sql } from "../../library/sql.ts";
import type { SqlStages } from "../../library/sql-stages.ts";
import { sqlLiteral } from "../../library/literals.ts";
import { definitionOf, shapeOf } from "./lanes.ts";
import type { ViewContext } from "./view-context.ts";

/** `a0`, `a1`, ... and `a2_time`: what the feature expressions and the online layout read. */
export interface AtomColumn {
  readonly name: string;
  readonly value: Sql;
}

/** Columns of a relation with merged lanes; latest values come from `<atom>_v` and `<atom>_t` (null where there is none). */
export function atomColumns(context: ViewContext, stages: SqlStages): readonly AtomColumn[] {
  return context.view.atoms.flatMap((atom): readonly AtomColumn[] => {
    if (atom.strategy === "latest") {
      const value: AtomColumn = { name: atom.id, value: rawSql(`${atom.id}_v`) };
      return atom.carriesTime ? [value, { name: `${atom.id}_time`, value: rawSql(`${atom.id}_t`) }] : [value];
    }
    const lanes = (context.lanes.ofAtom.get(atom.id) ?? []).map(({ lane, column }) =>
      rawSql(lane.merge === "sum" ? `(coalesce(${column}, 0)::${lane.type})` : column),
    );
    return [{ name: atom.id, value: definitionOf(atom).finalize(lanes, shapeOf(atom), stages) }];
  });
}

/** The value of an atom for an entity that no row speaks of. */
export function whenEmpty(context: ViewContext, atomId: string): string | null {
  const atom = context.view.atoms.find((candidate) => candidate.id === atomId);
  if (atom === undefined) return null;
  const empty = definitionOf(atom).whenEmpty;
  return empty === null ? null : sqlLiteral(empty, atom.type);
}
