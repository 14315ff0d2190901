// Running totals of hot entities as probes read them: one row a probe, a column for each total and window.
import type { RowTotals, TotalColumn } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import { boundTotal, totalsAtBounds } from "./totals-at-bounds.ts";
import type { ViewContext } from "./view-context.ts";

/** What becomes `column` of a probe: a total up to one bound, less the same total up to another. */
export interface TotalRead {
  readonly column: string;
  readonly total: string;
  /** The last instant that is included, over `__cut`. */
  readonly upTo: string;
  readonly less?: string;
}

export interface ProbeTotals extends RowTotals {
  readonly name: string;
  readonly comment: string;
  readonly reads: readonly TotalRead[];
}

/** The step has `__probe_id` and the columns that are read. */
export function totalsOfProbes(
  context: ViewContext,
  { name, comment, rows, totals, reads }: ProbeTotals,
): Step {
  const bounds = [
    ...new Set(reads.flatMap(({ upTo, less }) => (less === undefined ? [upTo] : [upTo, less]))),
  ];
  const slots = slotsOf(totals, bounds, reads);
  const read = totalsAtBounds(context, totals.map(boundTotal), bounds, {
    rows,
    columns: ["__probe_id", "__bound"],
    selected: ["__probe_id", "__bound", ...slots.map(printSlot)],
  });
  const at = (total: string, bound: string): string => {
    const place = bounds.indexOf(bound);
    const slot = slots.find(({ at }) => at.get(place) === total);
    if (slot === undefined) throw new Error(`the total ${total} is not read at bound ${place}`);
    return bounds.length === 1 ? slot.name : `max(CASE WHEN __bound = ${place} THEN ${slot.name} END)`;
  };
  const columns = reads.map(
    ({ column, total, upTo, less }) =>
      `${at(total, upTo)}${less === undefined ? "" : ` - ${at(total, less)}`} AS ${column}`,
  );
  const select = `SELECT ${["__probe_id", ...columns].join(", ")}`;
  return {
    name: context.step(name),
    comment: `${context.view.name}: ${comment}`,
    // Totals stream through one thread: what groups them waits for the last, and then has every thread.
    body:
      bounds.length === 1
        ? `${select}\nFROM (\n${read}\n)`
        : `WITH totals AS MATERIALIZED (\n${read}\n)\n${select}\nFROM totals\nGROUP BY __probe_id`,
  };
}

/** A column that holds one total or another, by the bound. */
interface Slot {
  readonly name: string;
  readonly type: string;
  readonly at: Map<number, string>;
}

/** Totals of which each is read at bounds of its own share a column: what is read waits for all bounds of its probe. */
function slotsOf(
  totals: readonly TotalColumn[],
  bounds: readonly string[],
  reads: readonly TotalRead[],
): readonly Slot[] {
  const slots: Slot[] = [];
  for (const { name, type } of totals) {
    const own = reads.filter(({ total }) => total === name);
    const places = own.flatMap(({ upTo, less }) => [upTo, less]).flatMap((bound) => bound ?? []);
    const at = [...new Set(places)].map((bound) => bounds.indexOf(bound));
    const shared = slots.find((slot) => slot.type === type && !at.some((place) => slot.at.has(place)));
    const slot = shared ?? { name, type, at: new Map<number, string>() };
    for (const place of at) slot.at.set(place, name);
    if (shared === undefined) slots.push(slot);
  }
  return slots;
}

function printSlot({ name, at }: Slot): string {
  const totals = new Set(at.values());
  if (totals.size === 1) return name;
  return `CASE __bound ${[...at].map(([place, total]) => `WHEN ${place} THEN ${total}`).join(" ")} END AS ${name}`;
}
