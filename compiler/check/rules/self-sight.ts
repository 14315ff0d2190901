// Whether a row is among those that its own features read, asked as of an instant that lies a fixed time after it.
import type { Refresh, Window } from "../../ir/program.ts";

/** "some": of the rows whose cuts fall so. "maybe": no rule can tell. */
export type Sight = "never" | "maybe" | "some" | "always";

/** By surety. */
export const SIGHTS: readonly Sight[] = ["never", "maybe", "some", "always"];

/** How long before `asOf` a row happened and was known, in microseconds; null where rows differ in it. */
export interface Gaps {
  readonly event: number | null;
  readonly available: number | null;
}

/** What an aggregate reads at `asOf`. */
export interface Reading {
  readonly window: Pick<Window, "length" | "hop" | "before">;
  readonly refresh: Refresh | null;
  readonly inclusive: boolean;
  /** Of a latest value: how old its row may be at `asOf`. */
  readonly ttl: number | null;
}

/**
 * An instant is tau = every * k + delay + r with 0 <= r < every, its window's end tau - delay - r - before. The row has
 * entered where r is at most `entered`. Its tail is floor(end - length, hop), below end - length by `slack`, so the
 * row is still there where r + slack is at least `left`. Of all instants, r and slack take each pair of their values.
 */
export function sightOf({ event, available }: Gaps, { window, refresh, inclusive, ttl }: Reading): Sight {
  const { every, delay } = refresh ?? { every: 1, delay: 0 };
  const back = delay + window.before;
  // The later of both times is when it enters, so the shorter gap decides; one alone is enough to hide it.
  const shorter = Math.min(event ?? Number.POSITIVE_INFINITY, available ?? Number.POSITIVE_INFINITY);
  const entered = shorter - back - (inclusive ? 0 : 1);
  const isOpen = event === null || window.length === null;
  const left = isOpen ? Number.NEGATIVE_INFINITY : event - back - window.length;
  const slack = slackOf(window, every);
  const latest = Math.min(entered, every - 1);
  if (latest < 0 || latest + slack.most < left) return "never";
  if (ttl !== null && event !== null && event > ttl) return "never";
  if (event === null || available === null) return "maybe";
  return entered >= every - 1 && slack.least >= left ? "always" : "some";
}

/**
 * How far hops move the tail back, at an instant at which it is the least and at one at which it is the most: ends are
 * as far apart as `every` says, and so meet hops in few places.
 */
export function slackOf(
  { length, hop, before }: Reading["window"],
  every: number,
): { readonly least: number; readonly most: number } {
  const step = commonDivisor(every, hop);
  const start = before + (length ?? 0);
  const least = (step - (start % step)) % step;
  return { least, most: least + hop - step };
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}
