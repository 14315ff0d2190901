// The instants around which a view's answers change: the edges of its windows, hops, cuts, lags and ttl.
import type { Expression } from "../../compiler/ir/expression.ts";
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { columnsRead } from "../../compiler/library/expressions.ts";
import { type Row, valueOver } from "../../compiler/library/reference/evaluate-view.ts";
import { parseDuration } from "../../compiler/library/time-text.ts";
import { pick, type Random } from "./random.ts";

/** 2001-03-01T00:00:00Z: a multiple of every hop and cadence up to a day. */
const ORIGIN = 983_404_800_000_000;
const MINUTE = 60_000_000;
/** Whole years of which every instant is a timestamp. */
const FIRST = Date.UTC(1685, 0, 1) * 1000;
const LAST = Date.UTC(2254, 11, 31) * 1000;
/** Rows about whose edges of one kind is asked. */
export const MOST_EDGES = 4;

/** Microseconds that matter to the view and to all that stands beside its rows, ascending, 0 among them. */
export function stepsOf(view: ViewPlan, sources: readonly Source[] = []): readonly number[] {
  const own = viewsBeside(view).flatMap(({ windows, lag, refresh, ttl, union }) => [
    ...windows.flatMap(({ length, hop, before }) => [length ?? 0, hop, before]),
    lag.kind === "constant" ? lag.us : 0,
    refresh?.every ?? 0,
    refresh?.delay ?? 0,
    ttl ?? 0,
    ...(union?.parts ?? []).flatMap((part) =>
      part.columns.flatMap(({ expression }) => durations(expression)),
    ),
  ]);
  const lags = sources.flatMap(({ availableAt }) => (availableAt === null ? [] : durations(availableAt)));
  return [...new Set([0, ...own, ...lags, 5 * MINUTE])].sort((left, right) => left - right);
}

/** The view, and those beside its rows, however deep. */
export function viewsBeside(view: ViewPlan): readonly ViewPlan[] {
  return [view, ...view.rowInputs.flatMap((input) => viewsBeside(input.view))];
}

/** What an expression of times adds or takes away. */
function durations(expression: Expression): readonly number[] {
  if (expression.kind !== "call") return [];
  const [, amount] = expression.args;
  const own =
    amount?.kind === "literal" && typeof amount.value === "string" ? parseDuration(amount.value) : null;
  return [...(own === null ? [] : [own]), ...expression.args.flatMap(durations)];
}

/** An instant near an edge: a few steps after the origin, give or take a microsecond. */
export function instantNear(random: Random, steps: readonly number[]): number {
  const reach = 1 + Math.floor(random() * 3);
  let at = ORIGIN;
  for (let step = 0; step < reach; step++) at = moved(at, pick(random, steps) * (random() < 0.2 ? -1 : 1));
  return withinTime(at + pick(random, [-1, 0, 0, 1, 7 * MINUTE]));
}

/** Where a step leads out of time it is taken the other way: an instant exactly a step from another stays one. */
export function moved(at: number, step: number): number {
  return [at + step, at - step].find((to) => to === withinTime(to)) ?? at;
}

/** The nearest instant that a timestamp can be. */
export function withinTime(at: number): number {
  return Math.max(FIRST, Math.min(LAST, at));
}

export interface Asked {
  readonly key: readonly Value[];
  readonly tau: number;
}

/** Of each key the instants at which its newest rows are just not, and just, too old for a ttl. */
export function ttlEdges(
  { ttl, eventTime }: ViewPlan,
  rows: readonly Row[],
  keyOf: (row: Row) => readonly Value[],
): readonly Asked[] {
  if (ttl === null) return [];
  const newest = new Map<string, Asked>();
  for (const row of rows) {
    const key = keyOf(row);
    const tau = valueOver(eventTime, row);
    if (typeof tau !== "number" || tau + ttl !== withinTime(tau + ttl)) continue;
    const name = JSON.stringify(key);
    if (tau > (newest.get(name)?.tau ?? Number.NEGATIVE_INFINITY)) newest.set(name, { key, tau });
  }
  const asked = [...newest.values()].slice(0, MOST_EDGES);
  return asked.flatMap(({ key, tau }) => [0, 1].map((late) => ({ key, tau: tau + ttl + late })));
}

/** Columns that say when something happened or was known. */
export function timeColumns({ eventTime, availableAt }: Source): ReadonlySet<string> {
  return new Set(columnsRead([eventTime, availableAt]));
}
