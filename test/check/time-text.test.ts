// Durations and instants as text: what is read, to the microsecond, and what is refused.
import { expect, it } from "vitest";
import { parseDuration, parseInstant } from "../../compiler/library/time-text.ts";

it.each([
  ["5us", 5],
  ["250ms", 250_000],
  ["90s", 90_000_000],
  ["10m", 600_000_000],
  ["6h", 21_600_000_000],
  ["1d", 86_400_000_000],
  ["2w", 1_209_600_000_000],
  ["0h", 0],
  ["", null],
  ["h", null],
  ["1", null],
  ["1x", null],
  ["1.5h", null],
  ["-1h", null],
  ["1 h", null],
  ["1h30m", null],
  ["999999999999999d", null],
])("the duration '%s' is %s", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

it.each([
  ["1970-01-01", 0],
  ["2001-06-01T00:00:00Z", 991_353_600_000_000],
  ["2001-06-01 00:00", 991_353_600_000_000],
  ["2001-06-01T02:00:00.000001+02:00", 991_353_600_000_001],
  ["1969-12-31T23:59:59.5", -500_000],
  ["2000-02-29", 951_782_400_000_000],
  ["2001-02-29", null],
  ["2001-13-01", null],
  ["2001-06-01T24:00:00Z", null],
  ["2001-06-01T00:00:00+24:00", null],
  ["2001-06-01T00:00:00.1234567Z", null],
  ["0050-01-01", null],
  ["1500-01-01", null],
  ["2001", null],
  ["now", null],
])("the instant '%s' is %s", (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});
