// The calendar of UTC in whole numbers: parts of a timestamp, and timestamps moved by a time.

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Days from 0000-03-01 to 1970-01-01, and in 400 years: years that start in March end with the leap day. */
const EPOCH_DAYS = 719_468;
const ERA_DAYS = 146_097;

/** The first and the last instant that values can hold. */
export const EARLIEST_US = Number.MIN_SAFE_INTEGER;
export const LATEST_US = Number.MAX_SAFE_INTEGER;

export function hourOf(us: number): number {
  return Math.floor(within(us, DAY) / HOUR);
}

export function minuteOf(us: number): number {
  return Math.floor(within(us, HOUR) / MINUTE);
}

export function secondOf(us: number): number {
  return Math.floor(within(us, MINUTE) / SECOND);
}

/** 0 is Sunday: 1970-01-01 was a Thursday. */
export function weekdayOf(us: number): number {
  return within(dayNumber(us) + 4, 7);
}

export function yearOf(us: number): number {
  const day = dayNumber(us) + EPOCH_DAYS;
  const year = marchYear(day);
  return year + (marchDay(day, year) >= 306 ? 1 : 0);
}

/** 1 to 12. */
export function monthOf(us: number): number {
  const month = marchMonth(dayOfMarchYear(us));
  return month < 10 ? month + 3 : month - 9;
}

/** Of the month, 1 to 31. */
export function dayOf(us: number): number {
  const day = dayOfMarchYear(us);
  return day - Math.floor((153 * marchMonth(day) + 2) / 5) + 1;
}

/** 1 to 366. */
export function dayOfYear(us: number): number {
  return dayNumber(us) - firstDayOf(yearOf(us)) + 1;
}

/** 1 to 4. */
export function quarterOf(us: number): number {
  return Math.floor((monthOf(us) + 2) / 3);
}

/** ISO 8601: the number of the week's Thursday in its year, 1 to 53. */
export function isoWeekOf(us: number): number {
  const day = dayNumber(us);
  const thursday = day - within(day + 3, 7) + 3;
  return Math.floor((thursday - firstDayOf(yearOf(thursday * DAY))) / 7) + 1;
}

/** Moved by whole microseconds; beyond the range of timestamps it stops at the end. */
export function plusMicroseconds(us: number, by: number): number {
  return Math.min(Math.max(us + by, EARLIEST_US), LATEST_US);
}

/** Moved by floor(minutes * 6e7) microseconds; stops at the ends, and NaN is the latest instant. */
export function plusMinutes(us: number, minutes: number): number {
  const moved = us + Math.floor(minutes * 6e7);
  return moved < LATEST_US ? Math.max(moved, EARLIEST_US) : LATEST_US;
}

function within(value: number, modulus: number): number {
  const rest = value % modulus;
  return rest < 0 ? rest + modulus : rest + 0;
}

function dayNumber(us: number): number {
  return Math.floor(us / DAY);
}

function dayOfMarchYear(us: number): number {
  const day = dayNumber(us) + EPOCH_DAYS;
  return marchDay(day, marchYear(day));
}

/** Years counted from March, of a day counted from 0000-03-01. */
function marchYear(day: number): number {
  const era = Math.floor(day / ERA_DAYS);
  const rest = day - era * ERA_DAYS;
  const leaps = Math.floor(rest / 1_460) - Math.floor(rest / 36_524) + Math.floor(rest / 146_096);
  return era * 400 + Math.floor((rest - leaps) / 365);
}

function marchDay(day: number, year: number): number {
  return day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400));
}

/** 0 is March. */
function marchMonth(dayOfYear: number): number {
  return Math.floor((5 * dayOfYear + 2) / 153);
}

/** The day number of January 1st. */
function firstDayOf(year: number): number {
  const before = year - 1;
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return 365 * before + leaps - 719_162;
}

/** Whole days of the calendar from `earlier` to `us`: midnights between them. */
export function daysSince(us: number, earlier: number): number {
  return dayNumber(us) - dayNumber(earlier);
}

export type Unit = "hour" | "day" | "week" | "month" | "quarter" | "year";

/** The first instant of the hour, day, ISO week (from Monday), month, quarter or year; never before the first of all. */
export function startOf(us: number, unit: Unit): number {
  return Math.max(firstInstant(us, unit), EARLIEST_US);
}

function firstInstant(us: number, unit: Unit): number {
  if (unit === "hour") return us - within(us, HOUR);
  const day = dayNumber(us);
  if (unit === "day") return day * DAY;
  if (unit === "week") return (day - within(day + 3, 7)) * DAY;
  const year = firstDayOf(yearOf(us));
  if (unit === "year") return year * DAY;
  const months = unit === "month" ? 0 : (monthOf(us) - 1) % 3;
  const first = day - dayOf(us) + 1;
  if (months === 0) return first * DAY;
  // The first of the month before, once or twice.
  const before = first - dayOf((first - 1) * DAY);
  return (months === 1 ? before : before - dayOf((before - 1) * DAY)) * DAY;
}
