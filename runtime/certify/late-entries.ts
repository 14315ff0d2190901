// Rows that become known just as a window leaves them: an instant earlier they count in it once, later never.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { columnsRead } from "../../compiler/library/expressions.ts";
import { type Row, valueOver } from "../../compiler/library/reference/evaluate-view.ts";
import { type Asked, MOST_EDGES, withinTime } from "./edges.ts";
import { pick, type Random } from "./random.ts";

/** Microseconds about a row's last cut: it counts there iff it is known earlier. */
const NEAR = [-2, -1, -1, 0, 1, 2];
/** No greater a number is needed, and sums of such stay safe integers. */
const GREATEST = 2 ** 40;

/** A window that rows leave. */
interface Leaving {
  /** By a row's event time: the last cut at which the window holds it. */
  readonly lastCut: (eventTime: number) => number;
  readonly before: number;
}

/** None where all rows are known after one and the same time: worlds are full of those. */
export function leavingsOf({ windows, lag, refresh }: ViewPlan): readonly Leaving[] {
  if (lag.kind !== "variable") return [];
  const every = refresh?.every ?? 1;
  return windows.flatMap(({ length, hop, before }) => {
    if (length === null) return [];
    const leaves = (eventTime: number): number => Math.floor(eventTime / hop) * hop + hop + length + before;
    return [{ before, lastCut: (eventTime) => (Math.ceil(leaves(eventTime) / every) - 1) * every }];
  });
}

/** A row moved so that it becomes known next to its last cut, or as near as its columns let it. */
export function knownLate(
  source: Source,
  row: Row,
  leavings: readonly Leaving[],
  greatest: number,
  random: Random,
): Row {
  const happened = new Set(columnsRead([source.eventTime]));
  const known = new Set(columnsRead([source.availableAt]));
  const free = source.columns.filter(({ name }) => known.has(name) && !happened.has(name));
  if (free.length === 0) return row;
  const { name, type } = pick(random, free);
  const leaving = pick(random, leavings);
  const near = pick(random, NEAR);
  const miss = (candidate: Row): number => latenessOf(source, candidate, leaving) - near;
  const instants = source.columns.filter(
    (column) => happened.has(column.name) && column.type.kind === "timestamp",
  );
  const move = (by: number): Row =>
    moved(
      row,
      instants.map((column) => column.name),
      by,
    );
  if (type.kind === "timestamp") return nearest([row, moved(row, [name], -miss(row))], miss);
  // What a number stands for shows in how far one more of it takes the row.
  const first = miss({ ...row, [name]: 0 });
  const unit = miss({ ...row, [name]: 1 }) - first;
  const number = Math.floor(-first / unit);
  if (!(unit > 0 && Math.abs(number) < Math.min(greatest, GREATEST))) return row;
  // The event itself makes up for the rest, so long as that keeps it in its hop.
  const rest = -miss({ ...row, [name]: number });
  const candidates = [
    { ...row, [name]: number },
    { ...move(rest), [name]: number },
    { ...move(rest - unit), [name]: number + 1 },
  ];
  return nearest([row, ...candidates], miss);
}

/** The key of each row that becomes known next to its last cut, asked about at that cut and at the next. */
export function lateEdges(
  view: ViewPlan,
  rows: readonly Row[],
  keyOf: (row: Row) => readonly Value[],
): readonly Asked[] {
  const { refresh, eventTime } = view;
  const edges = leavingsOf(view).flatMap((leaving) =>
    rows
      .filter((row) => Math.abs(latenessOf(view, row, leaving)) <= Math.max(...NEAR))
      .map((row) => ({ key: keyOf(row), cut: leaving.lastCut(Number(valueOver(eventTime, row))) })),
  );
  return edges
    .slice(0, MOST_EDGES)
    .flatMap(({ key, cut }) =>
      [0, refresh?.every ?? 1].map((more) => ({ key, tau: withinTime(cut + (refresh?.delay ?? 0) + more) })),
    );
}

/** How long after its last cut a row becomes known; NaN where one of its times is null. */
function latenessOf(
  { eventTime, availableAt }: Pick<Source, "eventTime" | "availableAt">,
  row: Row,
  { lastCut, before }: Leaving,
): number {
  const at = valueOver(eventTime, row);
  const known = availableAt === null ? at : valueOver(availableAt, row);
  if (typeof at !== "number" || typeof known !== "number") return Number.NaN;
  return known - (lastCut(at) - before);
}

function moved(row: Row, columns: readonly string[], by: number): Row {
  const values = columns.map((name) => {
    const value = row[name] ?? null;
    return [name, typeof value === "number" && Number.isFinite(by) ? withinTime(value + by) : value] as const;
  });
  return { ...row, ...Object.fromEntries(values) };
}

/** The first where none comes nearer, or nothing is known of it. */
function nearest(rows: readonly [Row, ...Row[]], miss: (row: Row) => number): Row {
  return rows.reduce((best, each) => (Math.abs(miss(each)) < Math.abs(miss(best)) ? each : best));
}
