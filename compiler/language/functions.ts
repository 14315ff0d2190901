// Functions of values that JavaScript has no name for; the compiler reads calls of them, and nothing runs them here.
import type { Timestamp } from "./timestamp.ts";
import type { Vector } from "./list.ts";

/** The same number as float64: of a decimal the nearest one. */
export function toFloat64<Value extends number | null>(value: Value): Value {
  return call("toFloat64", value);
}

/** The number without its fraction as int64; null for NaN, for infinities and beyond 2^53 - 1. */
export function toInt64(value: number): number | null {
  return call("toInt64", value);
}

/** The decimal of so many smallest units, with so many digits after the point: of 1234 cents and 2, 12.34. */
export function decimalOfUnits(units: number, digits: number): number {
  return call("decimalOfUnits", units, digits);
}

/** A decimal with so many digits after the point, halves away from zero. */
export function roundTo(value: number, digits: number): number {
  return call("roundTo", value, digits);
}

/** The number, or the nearer of two literal bounds where it is outside. */
export function clamp(value: number, low: number, high: number): number {
  return call("clamp", value, low, high);
}

/** How many of the literal, rising edges are at most the number: 0 below all of them. */
export function bucketize(value: number, edges: readonly number[]): number {
  return call("bucketize", value, edges);
}

/** A number from 0 to `buckets` - 1 for a text or a whole number, by a hash that never changes. */
export function hashBucket(value: string | number, buckets: number): number {
  return call("hashBucket", value, buckets);
}

/** The place of the value in a literal vocabulary, from 0 on; -1 where it is none of it. */
export function ordinal(value: string, vocabulary: readonly string[]): number;
export function ordinal(value: number, vocabulary: readonly number[]): number;
export function ordinal(value: string | number, vocabulary: readonly (string | number)[]): number {
  return call("ordinal", value, vocabulary);
}

/** Whether a literal regular expression, of those that SQL and JavaScript read alike, is found in the text. */
export function matches(text: string, pattern: string): boolean {
  return call("matches", text, pattern);
}

/** The finite number that the text spells, such as `-1.5` or `2e3`; null where it is another text. */
export function parseNumber(text: string): number | null {
  return call("parseNumber", text);
}

/** The whole number that the text spells, up to 2^53 - 1 either way; null where it is another text. */
export function parseInteger(text: string): number | null {
  return call("parseInteger", text);
}

/** The instant that the text spells in ISO 8601, of UTC where it has no zone; null where it is another text. */
export function parseTimestamp(text: string): Timestamp | null {
  return call("parseTimestamp", text);
}

/** The instant that a literal spells in ISO 8601: `visit.left ?? timestamp("2024-01-31T00:00:00Z")`. */
export function timestamp(text: string): Timestamp {
  return call("timestamp", text);
}

/** The instant so many seconds after 1970, to the nearest microsecond; null for NaN and beyond the years 1685 to 2254. */
export function fromEpochSeconds(seconds: number): Timestamp | null {
  return call("fromEpochSeconds", seconds);
}

/** The instant so many milliseconds after 1970; null for NaN and beyond the years 1685 to 2254. */
export function fromEpochMillis(milliseconds: number): Timestamp | null {
  return call("fromEpochMillis", milliseconds);
}

/** The instant so many microseconds after 1970; null for NaN and beyond the years 1685 to 2254. */
export function fromEpochMicros(microseconds: number): Timestamp | null {
  return call("fromEpochMicros", microseconds);
}

/** The earliest of two to eight timestamps. */
export function earliest(first: Timestamp, second: Timestamp, ...others: readonly Timestamp[]): Timestamp {
  return call("earliest", first, second, ...others);
}

/** The latest of two to eight timestamps. */
export function latest(first: Timestamp, second: Timestamp, ...others: readonly Timestamp[]): Timestamp {
  return call("latest", first, second, ...others);
}

/** Great-circle distance of two points in degrees, on a sphere of 6,371.0088 km. */
export function haversineKm(
  latitude: number,
  longitude: number,
  otherLatitude: number,
  otherLongitude: number,
): number {
  return call("haversineKm", latitude, longitude, otherLatitude, otherLongitude);
}

/** The vector of numbers that are written out: `item.embedding ?? vector([0, 0, 0])`. */
export function vector(items: readonly number[]): Vector {
  return call("vector", items);
}

/** Definitions are read, not run: a call only has to be a value of its type. */
function call<Result>(name: string, ...args: readonly unknown[]): Result {
  return { function: name, args } as Result;
}
