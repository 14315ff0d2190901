// The values at which two implementations of one operation tend to differ, by type.
import type { ScalarKind, ScalarValue, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { pick, type Random } from "./random.ts";

const YEAR = 31_556_952_000_000;

const NASTY: Readonly<Record<ScalarKind, readonly ScalarValue[]>> = {
  float64: [
    0,
    -0,
    1,
    -1,
    0.1,
    0.2,
    -0.3,
    0.5,
    1.5,
    2.5,
    1e-9,
    5e-324,
    2 ** -61,
    3 * 2 ** -61,
    1e11,
    -1e13,
    2 ** 53,
    2 ** 53 + 2,
    1.7976931348623157e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ],
  // Far from small, yet no sum of a world leaves the safe integers: that raises by name.
  int64: [0, 1, -1, 2, 3, 7, 15, 100, -250, 2 ** 31, -(2 ** 31), 2 ** 40, -(2 ** 40)],
  decimal: [0, 1, -1, 10, 99, 100, 101, -12_345, 2 ** 40],
  bool: [true, false],
  string: [
    "",
    " ",
    "a",
    "A",
    "ab",
    "é",
    "e\u0301",
    "ß",
    "İ",
    "ü😀",
    "😀",
    "\uffff",
    "z",
    "10",
    "-1.5",
    "null",
    "a,b",
    "\ufeffx",
    "\ufeff",
    "\0",
    "a\0b",
  ],
  timestamp: [
    0,
    -1,
    1,
    Date.UTC(2000, 1, 29) * 1000,
    Date.UTC(1969, 11, 31, 23, 59, 59) * 1000,
    Date.UTC(1700, 0, 1) * 1000,
    Date.UTC(2254, 11, 31) * 1000,
    Date.UTC(2001, 2, 25, 1) * 1000,
  ],
};

/** Magnitudes from which on sums and moments of doubles count as great, or as infinite. */
const LIMITS = [2 ** 40, 2 ** 46, 2 ** 88];
/** Of either sign; each limit twice as often as the doubles next to it. */
const NEAR_LIMITS: readonly number[] = LIMITS.flatMap((limit) =>
  [limit * (1 - Number.EPSILON / 2), limit, limit, limit * (1 + Number.EPSILON)].flatMap((near) => [
    near,
    -near,
  ]),
);
/** Share of doubles that are near a limit: many of them count as infinite, and most sums have to stay finite. */
const NEAR_LIMIT = 0.12;

/** Beyond the world's small integers, where nothing adds them up. */
export const GREAT_INTEGERS: readonly number[] = [2 ** 53 - 1, 1 - 2 ** 53, 2 ** 52 + 1];

export function nastyValue(random: Random, type: ValueType): Value {
  if (type.kind === "null" || (type.nullable && random() < 0.2)) return null;
  if (type.kind === "list") {
    const { element, size = Math.floor(random() * 4) } = type;
    if (element === undefined) return [];
    return Array.from({ length: size }, () => nastyScalar(random, element));
  }
  return nastyScalar(random, type);
}

/** Whether a value's digits are no more than its type has; that is asked of decimals alone. */
export function hasRoomFor({ kind, precision = 15 }: ValueType, value: Value): boolean {
  return kind !== "decimal" || typeof value !== "number" || Math.abs(value) < 10 ** precision;
}

function nastyScalar(random: Random, type: ValueType): ScalarValue {
  const { kind } = type;
  if (kind === "null" || kind === "list") return null;
  if (kind === "decimal") {
    const { precision = 15 } = type;
    const fitting = NASTY.decimal.filter((value) => hasRoomFor(type, value));
    const most = 10 ** Math.min(precision, 12) - 1;
    return random() < 0.7
      ? pick(random, [...fitting, most, -most])
      : Math.floor((random() - 0.5) * Math.min(2000, most));
  }
  if (kind === "float64" && random() < NEAR_LIMIT) return pick(random, NEAR_LIMITS);
  if (random() < 0.7) return pick(random, NASTY[kind]);
  if (kind === "float64") return (random() - 0.5) * 2 ** (random() * 60 - 20);
  if (kind === "timestamp") return Math.floor((random() - 0.5) * YEAR * 400);
  if (kind === "int64") return Math.floor((random() - 0.5) * 2000);
  return pick(random, NASTY[kind]);
}
