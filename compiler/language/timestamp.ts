// Instants of UTC as values of rows and requests.
import type { Duration } from "./duration.ts";
import type { ZoneName } from "./zone-names.ts";

/** An instant, in whole microseconds of UTC. */
export interface Timestamp {
  plus(duration: Duration): Timestamp;
  minus(duration: Duration): Timestamp;
  /** Later by a computed number of minutes, to the microsecond. */
  plusMinutes(minutes: number): Timestamp;
  /**
   * What a clock of the time zone shows ("Europe/Zurich"), to take its parts: `x.in("Asia/Tokyo").hour()`. Years 1970
   * to 2037; beyond them the zone keeps the offset of the end.
   */
  in(zone: ZoneName): Timestamp;
  /** 0 to 23. */
  hour(): number;
  /** 0 to 59. */
  minute(): number;
  /** 0 to 59, whole. */
  second(): number;
  /** Of the month, 1 to 31. */
  day(): number;
  /** 1 to 12. */
  month(): number;
  year(): number;
  /** 0 is Sunday. */
  weekday(): number;
  /** 1 to 366. */
  dayOfYear(): number;
  /** 1 to 4. */
  quarter(): number;
  /** 1 to 53. */
  isoWeek(): number;
  /** Seconds from `earlier` to this instant, fractions included; negative where `earlier` is later. */
  secondsSince(earlier: Timestamp): number;
  /** Whole days of the calendar since `earlier`: the midnights, in UTC, between them. */
  daysSince(earlier: Timestamp): number;
  /** Seconds since 1970, fractions included. */
  epochSeconds(): number;
  startOfHour(): Timestamp;
  startOfDay(): Timestamp;
  /** Monday. */
  startOfWeek(): Timestamp;
  startOfMonth(): Timestamp;
  startOfQuarter(): Timestamp;
  startOfYear(): Timestamp;
  isBefore(other: Timestamp): boolean;
  isAfter(other: Timestamp): boolean;
}
