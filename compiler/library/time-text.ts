// Durations and instants as authors write them, read into whole microseconds.

const MICROSECONDS: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
  w: 604_800_000_000,
};

const DURATION = /^(\d{1,15})(us|ms|s|m|h|d|w)$/;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** What is a duration but for its length. */
const FORM = /^\d+(us|ms|s|m|h|d|w)$/;

/** Beyond it microseconds are no safe integers. */
export const LONGEST_DURATION = `${Math.floor(Number.MAX_SAFE_INTEGER / (MICROSECONDS.d ?? 1))}d`;

/** Whether a text that is no duration is too long to be one. */
export function isTooLong(text: string): boolean {
  return FORM.test(text) && parseDuration(text) === null;
}

/** "6h", "10m", "90s", "1d", "2w", "250ms", "5us" as microseconds; null for anything else or beyond safe integers. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (match === null) return null;
  const us = Number(match[1]) * (MICROSECONDS[match[2] ?? ""] ?? Number.NaN);
  return Number.isSafeInteger(us) ? us : null;
}

/**
 * An ISO 8601 date or date and time as microseconds since 1970; without a zone it is UTC. Null for anything else,
 * for dates that no calendar has, and for what a safe integer of microseconds cannot hold (years 1685 to 2254 fit).
 */
export function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((at) => Number(match[at] ?? 0));
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined || second === undefined) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(milliseconds);
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return null;
  }
  const zone = zoneMinutes(match[8] ?? "Z");
  if (zone === null) return null;
  const fraction = Number((match[7] ?? "").padEnd(6, "0"));
  const us = milliseconds * 1_000 + fraction - zone * 60_000_000;
  return Number.isSafeInteger(us) ? us : null;
}

/** Minutes east of UTC. */
function zoneMinutes(zone: string): number | null {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/** The shortest way to write so many microseconds: "6h", "90m"; in days, as "7d" and "28d" are what authors write. */
export function durationText(us: number): string {
  const units = Object.entries(MICROSECONDS).filter(([unit, size]) => unit !== "w" && us % size === 0);
  const [unit, size] = units.reduce((best, next) => (next[1] > best[1] ? next : best), ["us", 1]);
  return `${us / size}${unit}`;
}
