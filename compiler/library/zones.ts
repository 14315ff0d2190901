// Wall clocks of time zones by the pinned DuckDB's table: JavaScript's own follows whatever data its host has.
import { EARLIEST_US, LATEST_US } from "./calendar.ts";
import { TIME_ZONES } from "./tables/time-zones.ts";

/** The table's years are 1970 to 2037: before and after them a zone keeps the offset of the end. */
export const FIRST_ZONE_SECOND = 0;
export const LAST_ZONE_SECOND = Date.UTC(2038, 0, 1) / 1_000 - 1;
const SECOND = 1_000_000;

interface Zone {
  /** Microseconds at which each offset begins; the first is that of all time before the next. */
  readonly starts: Float64Array;
  /** Microseconds east of UTC. */
  readonly offsets: Float64Array;
}

const texts = new Map(
  Object.entries(TIME_ZONES).flatMap(([names, text]) =>
    names.split(" ").map((name) => [name, text] as const),
  ),
);
const zones = new Map<string, Zone>();

export function zoneNames(): readonly string[] {
  return [...texts.keys()];
}

/** What a clock of the zone shows, as if it showed UTC; stops at the ends of time. */
export function wallClock(us: number, name: string): number {
  const { starts, offsets } = zoneOf(name);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] as number) <= us) low = middle;
    else high = middle - 1;
  }
  return Math.min(Math.max(us + (offsets[low] as number), EARLIEST_US), LATEST_US);
}

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const text = texts.get(name);
  if (text === undefined) throw new Error(`There is no time zone '${name}'.`);
  const [first = "0", ...changes] = text.split(",");
  const starts = new Float64Array(changes.length + 1);
  const offsets = new Float64Array(changes.length + 1);
  offsets[0] = Number.parseInt(first, 36) * SECOND;
  let second = FIRST_ZONE_SECOND;
  changes.forEach((change, at) => {
    const [after = "0", offset = "0"] = change.split(" ");
    second += Number.parseInt(after, 36);
    starts[at + 1] = second * SECOND;
    offsets[at + 1] = Number.parseInt(offset, 36) * SECOND;
  });
  const zone = { starts, offsets };
  zones.set(name, zone);
  return zone;
}
