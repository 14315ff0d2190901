// Which events count in a window, by the rule of Chronon's naive aggregator, derived from its description and written here anew.
import type { Event } from "./ask-worlds.ts";

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const WINDOWS = { "1h": HOUR, "6h": 6 * HOUR, "1d": DAY, "14d": 14 * DAY };

/** Chronon's resolution of tails: 5 minutes below 12 hours, an hour below 12 days, else a day. */
function hopOf(length: number): number {
  if (length < 12 * HOUR) return 5 * MINUTE;
  return length < 12 * DAY ? HOUR : DAY;
}

/** `floor(query - window, hop) <= ts < query`, each row looked at. */
export function windowOf(events: readonly Event[], query: number, length: number): readonly Event[] {
  const hop = hopOf(length);
  const tail = query - length - ((query - length) % hop);
  return events.filter(({ at }) => tail <= at && at < query);
}

export interface Refresh {
  /** In the definition's own words. */
  readonly text: string;
  readonly every: number;
  readonly delay: number;
}

/** Of the first the answers are always those of now; of the others those of the last cut, as of Chronon's snapshots that of midnight. */
export const REFRESHES: readonly Refresh[] = [
  { text: '"stream"', every: 1, delay: 0 },
  { text: '{ every: "1h" }', every: HOUR, delay: 0 },
  { text: '{ every: "1h", delay: "5m" }', every: HOUR, delay: 5 * MINUTE },
  { text: '{ every: "1d" }', every: DAY, delay: 0 },
  { text: '{ every: "1d", delay: "1h" }', every: DAY, delay: HOUR },
];

/** The last instant of the cadence that is served by then. */
export function cutOf(asked: number, { every, delay }: Refresh): number {
  const ready = asked - delay;
  return ready - (ready % every);
}
