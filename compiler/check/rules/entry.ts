// How long after a row happens, to a label, it enters a view at the soonest and at the latest, as its times tell.
import type { Expression } from "../../ir/expression.ts";
import { constantShift, sameExpression } from "../../library/expressions.ts";
import { unshifted } from "./label-columns.ts";

/** In microseconds, negative for before; null where nothing bounds it. */
export interface Bounds {
  readonly least: number | null;
  readonly most: number | null;
}

const UNKNOWN: Bounds = { least: null, most: null };

/** A row enters at the latest of its times, so one that is known bounds it from below. */
export function entryAfter(times: readonly Expression[], happens: Expression): Bounds {
  return latestOf(times.map((time) => boundsOf(time, happens)));
}

/** Whether rows are placed before every instant that they hold: nothing that has passed by then can tell of them. */
export function isMovedBack(times: readonly Expression[]): boolean {
  return times.every((time) => shiftOf(time) < 0);
}

function boundsOf(time: Expression, happens: Expression): Bounds {
  const { least, most } = boundsOfBase(unshifted(time), unshifted(happens));
  const shift = shiftOf(time) - shiftOf(happens);
  return { least: least === null ? null : least + shift, most: most === null ? null : most + shift };
}

function boundsOfBase(base: Expression, happens: Expression): Bounds {
  if (sameExpression(base, happens)) return { least: 0, most: 0 };
  if (base.kind !== "call") return UNKNOWN;
  const bounds = (args: readonly Expression[]): readonly Bounds[] =>
    args.map((arg) => boundsOf(arg, happens));
  if (base.function === "latest") return latestOf(bounds(base.args));
  if (base.function === "if") return oneOf(bounds(base.args.slice(1)));
  return base.function === "coalesce" ? oneOf(bounds(base.args)) : UNKNOWN;
}

function latestOf(bounds: readonly Bounds[]): Bounds {
  const least = bounds.flatMap((each) => each.least ?? []);
  const most = bounds.flatMap((each) => each.most ?? []);
  return {
    least: least.length === 0 ? null : Math.max(...least),
    most: most.length < bounds.length ? null : Math.max(...most),
  };
}

function oneOf(bounds: readonly Bounds[]): Bounds {
  const least = bounds.flatMap((each) => each.least ?? []);
  const most = bounds.flatMap((each) => each.most ?? []);
  return {
    least: least.length < bounds.length ? null : Math.min(...least),
    most: most.length < bounds.length ? null : Math.max(...most),
  };
}

function shiftOf(time: Expression): number {
  return constantShift(time, unshifted(time)) ?? 0;
}
