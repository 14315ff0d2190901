// Which columns of partial state a view needs: equal ones once, whatever the number of aggregates that read them.
import { aggregationOf } from "../../library/aggregation-of.ts";
import type { AggregateShape, Kept, Lane } from "../../library/define.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import type { AtomPlan, Strategy, ViewPlan } from "../../ir/plan.ts";

/** A per-row contribution: column `id` of the view's rows. */
export interface RowLane {
  readonly id: string;
  readonly contribution: string;
  /** The columns of the row that the contribution reads. */
  readonly reads: readonly string[];
  readonly type: string;
  readonly merge: Lane["merge"];
  /** The aggregate that merges `column`, a column of contributions; also valid before OVER, but for `distinct`. */
  merged(column: string): string;
  readonly takes: Lane["takes"];
  readonly rare: Lane["rare"];
  readonly comparedFirst: Lane["comparedFirst"];
  /** collect: what is kept of all values. */
  readonly keeps: Kept | undefined;
}

/** A row lane merged over a window: what an atom's finalisation reads. */
export interface WindowLane {
  readonly column: string;
  readonly lane: RowLane;
  readonly windowId: string;
  readonly strategy: Strategy;
}

export interface ViewLanes {
  readonly rowLanes: readonly RowLane[];
  readonly windowLanes: readonly WindowLane[];
  /** The window lanes of an atom, in the order of its aggregation's lanes. */
  readonly ofAtom: ReadonlyMap<string, readonly WindowLane[]>;
}

export function shapeOf({ inputs, parameters }: Pick<AtomPlan, "inputs" | "parameters">): AggregateShape {
  return { inputs: inputs.map(({ type }) => type), parameters };
}

/** Columns that hold the place of a row in the total order: availability that follows from the event time orders nothing. */
function orderOf({ lag, tieBreak }: ViewPlan): { readonly times: string[]; readonly tieBreaks: string[] } {
  return {
    times: lag.kind === "variable" ? ["__et", "__at"] : ["__et"],
    tieBreaks: tieBreak.map((_, index) => `__tie_${index}`),
  };
}

export function lanesOf(view: ViewPlan): ViewLanes {
  const rowLanes = new Map<string, RowLane>();
  const windowLanes = new Map<string, WindowLane>();
  const ofAtom = new Map<string, readonly WindowLane[]>();
  for (const atom of view.atoms) {
    if (atom.strategy === "latest") continue;
    const { windowId, strategy } = atom;
    const lanes = aggregationOf(atom).lanes(shapeOf(atom));
    ofAtom.set(
      atom.id,
      lanes.map((lane) => {
        const row = rowLane(view, atom, lane, rowLanes.size);
        const key = `${lane.type} ${row.merged(row.contribution)} ${JSON.stringify(lane.keeps)}`;
        const shared = rowLanes.get(key) ?? row;
        rowLanes.set(key, shared);
        // Which rows are the last so many is each aggregate's own.
        const column = `${shared.id}_${strategy === "recent" ? atom.id : windowId}`;
        const windowed = windowLanes.get(column) ?? { column, lane: shared, windowId, strategy };
        windowLanes.set(column, windowed);
        return windowed;
      }),
    );
  }
  return { rowLanes: [...rowLanes.values()], windowLanes: [...windowLanes.values()], ofAtom };
}

function rowLane(view: ViewPlan, atom: AtomPlan, lane: Lane, index: number): RowLane {
  const { times, tieBreaks } = orderOf(view);
  const columns = (names: readonly string[]): readonly Sql[] => names.map((name) => rawSql(name));
  const row = { inputs: columns(atom.inputIds), times: columns(times), tieBreaks: columns(tieBreaks) };
  const contribution = lane.contribution(row).text;
  return {
    id: `l${index}`,
    contribution,
    reads: [...atom.inputIds, ...times, ...tieBreaks].filter((name) =>
      new RegExp(`\\b${name}\\b`).test(contribution),
    ),
    type: lane.type,
    merge: lane.merge,
    takes: lane.takes,
    rare: lane.rare,
    comparedFirst: lane.comparedFirst,
    keeps: lane.keeps,
    merged: (column) => mergedLane(lane, column),
  };
}

/** The aggregate of a column of a lane's contributions. */
export function mergedLane({ name, merge, gather }: Lane, column: string): string {
  if (merge === "distinct") return `count(DISTINCT ${column})`;
  if (merge !== "collect") return `${merge}(${column})`;
  if (gather === undefined) throw new Error(`the lane ${name} does not say how values are gathered`);
  return gather(column);
}

/** Whether a row's lane beats the best of others: the first of a tile does, a null never. */
export function beats({ id, merge }: RowLane, best: string): string {
  return `(${id} IS NOT NULL AND (${best} IS NULL OR ${id} ${merge === "max" ? ">" : "<"} ${best}))`;
}
