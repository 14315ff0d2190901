// The refresh rule in SQL, once: which cut is served at an instant, and which cut first sees one.
import type { ViewContext } from "./view-context.ts";

/** The cut that is served at tau. */
export function cutOf(context: ViewContext, tau: string): string {
  const { refresh } = context.view;
  if (refresh === null) return tau;
  const shifted = refresh.delay === 0 ? tau : `(${tau} - ${refresh.delay})`;
  return context.dialect.floorTo(shifted, String(refresh.every));
}

/** The first instant as of which a window is seen, at or after an instant. */
export function onCutGrid(context: ViewContext, micros: string): string {
  const grid = cutGrid(context);
  return grid === null ? micros : `-${context.dialect.floorTo(`(-${micros})`, String(grid))}`;
}

/** What all cuts are a multiple of, also those seen from some windows' distance `before` them; null: any instant. */
function cutGrid({ view }: ViewContext): number | null {
  if (view.refresh === null) return null;
  return view.windows.map((window) => window.before).reduce(greatestCommonDivisor, view.refresh.every);
}

/** The last event time that is visible at `end`, where lags are alike: rows enter in the order of their event times. */
export function lastEventTime({ view }: ViewContext, end: string): string {
  const us = (view.lag.kind === "constant" ? view.lag.us : 0) + (view.asOf === "exclusive" ? 1 : 0);
  return us === 0 ? end : `(${end} - ${us})`;
}

export function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
