// Which columns of partial state a view needs: equal ones once, whatever the number of aggregates that read them.
import { aggregations } from "../../library/aggregations/index.ts";
import type { AggregateShape, AggregationDefinition, Lane } from "../../library/define.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import type { AtomPlan, ViewPlan } from "../../ir/plan.ts";

/** A per-row contribution: column `id` of the view's rows. */
export interface RowLane {
  readonly id: string;
  readonly contribution: string;
  readonly type: string;
  readonly merge: Lane["merge"];
}

/** A row lane merged over a window: what an atom's finalisation reads. */
export interface WindowLane {
  readonly column: string;
  readonly lane: RowLane;
  readonly windowId: string;
}

export interface ViewLanes {
  readonly rowLanes: readonly RowLane[];
  readonly windowLanes: readonly WindowLane[];
  /** The window lanes of an atom, in the order of its aggregation's lanes. */
  readonly ofAtom: ReadonlyMap<string, readonly WindowLane[]>;
}

export function definitionOf(atom: AtomPlan): AggregationDefinition {
  const definition = aggregations[atom.aggregation as keyof typeof aggregations];
  return definition as AggregationDefinition;
}

export function shapeOf({ inputs, parameters }: AtomPlan): AggregateShape {
  return { inputs: inputs.map(({ type }) => type), parameters };
}

/** The place of a row in the total order, as far as rows carry it. */
function orderOf(view: ViewPlan): readonly Sql[] {
  return ["__et", "__at", ...view.tieBreak.map((_, index) => `__tie_${index}`)].map((name) => rawSql(name));
}

export function lanesOf(view: ViewPlan): ViewLanes {
  const rowLanes = new Map<string, RowLane>();
  const windowLanes = new Map<string, WindowLane>();
  const ofAtom = new Map<string, readonly WindowLane[]>();
  for (const atom of view.atoms) {
    if (atom.strategy === "latest") continue;
    const windowId = atom.windowId;
    const lanes = definitionOf(atom).lanes(shapeOf(atom));
    ofAtom.set(
      atom.id,
      lanes.map((lane) => {
        const contribution = lane.contribution({
          inputs: atom.inputIds.map((id) => rawSql(id)),
          order: orderOf(view),
        }).text;
        const key = `${lane.merge} ${lane.type} ${contribution}`;
        const row = rowLanes.get(key) ?? {
          id: `l${rowLanes.size}`,
          contribution,
          type: lane.type,
          merge: lane.merge,
        };
        rowLanes.set(key, row);
        const column = `${row.id}_${windowId}`;
        const windowed = windowLanes.get(column) ?? { column, lane: row, windowId };
        windowLanes.set(column, windowed);
        return windowed;
      }),
    );
  }
  return { rowLanes: [...rowLanes.values()], windowLanes: [...windowLanes.values()], ofAtom };
}
