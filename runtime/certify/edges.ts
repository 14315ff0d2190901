// The instants around which a view's answers change: the edges of its windows, hops, cuts, lags and ttl.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import { columnsRead } from "../../compiler/library/expressions.ts";
import { pick, type Random } from "./random.ts";

/** 2001-03-01T00:00:00Z: a multiple of every hop and cadence up to a day. */
export const ORIGIN = 983_404_800_000_000;
const MINUTE = 60_000_000;

/** Microseconds that matter to the view, ascending, 0 among them. */
export function stepsOf(view: ViewPlan): readonly number[] {
  const views = [view, ...view.rowInputs.map((input) => input.view)];
  const windows = views.flatMap((each) =>
    each.windows.flatMap(({ length, hop, before }) => [length ?? 0, hop, before]),
  );
  const lag = view.lag.kind === "constant" ? view.lag.us : 0;
  const { every = 0, delay = 0 } = view.refresh ?? {};
  const steps = [0, ...windows, lag, every, delay, view.ttl ?? 0, 5 * MINUTE];
  return [...new Set(steps)].sort((left, right) => left - right);
}

/** An instant near an edge: a few steps after the origin, give or take a microsecond. */
export function instantNear(random: Random, steps: readonly number[]): number {
  const reach = 1 + Math.floor(random() * 3);
  let at = ORIGIN;
  for (let step = 0; step < reach; step++) at += pick(random, steps) * (random() < 0.2 ? -1 : 1);
  return at + pick(random, [-1, 0, 0, 1, 7 * MINUTE]);
}

/** Columns that say when something happened or was known. */
export function timeColumns({ eventTime, availableAt }: Source): ReadonlySet<string> {
  return new Set(columnsRead([eventTime, availableAt]));
}
