// Adversarial values of every kind, from a seeded generator.
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";

export type Random = () => number;

/** Uniform in [0, 1), the same for the same seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("Nothing to pick from.");
  return item;
}

const words = new DataView(new ArrayBuffer(8));

/** Any bit pattern at all, or numbers as they come in data. */
export function randomDouble(random: Random): number {
  const shape = random();
  if (shape < 0.25) {
    words.setUint32(0, Math.floor(random() * 2 ** 32));
    words.setUint32(4, Math.floor(random() * 2 ** 32));
    return words.getFloat64(0);
  }
  if (shape < 0.4) return Math.round((random() - 0.5) * 2e4) / pick(random, [1, 2, 4, 10, 100]);
  if (shape < 0.6) return (random() - 0.5) * 2 ** (random() * 80 - 30);
  if (shape < 0.8) return (random() - 0.5) * 1500;
  return 1 + (random() - 0.5) * 2 ** (-random() * 52);
}

/** Where exact sums and moments begin to treat magnitudes otherwise, and the doubles next to that. */
const NEAR_LIMITS = [2 ** 40, 2 ** 46, 2 ** 88].flatMap((limit) =>
  [limit * (1 - Number.EPSILON / 2), limit, limit * (1 + Number.EPSILON)].flatMap((near) => [near, -near]),
);
const DOUBLES = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  0.1,
  0.49999999999999994,
  3.5,
  2 ** 31,
  -(2 ** 31),
  2 ** 52 + 0.5,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  5e-324,
  -5e-324,
  2 ** -1022,
  2.225073858507201e-308,
  1e-300,
  1e300,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  ...NEAR_LIMITS,
  2 ** -60,
  2 ** -61,
  709.782712893384,
  709.7827128933841,
  -745.1332191019411,
  -745.1332191019412,
  -38.816242111356935,
  0.41421356,
  -0.29289322,
  -0.9999999999999999,
  1.0000000000000002,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];
const INTEGERS = [
  0,
  1,
  -1,
  2,
  -2,
  7,
  255,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 32,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  2 ** 53 - 2,
  9999999,
];
const CHARACTERS = [
  "a",
  "Z",
  " ",
  "\t",
  "\n",
  "'",
  '"',
  "\\",
  "%",
  "_",
  "\0",
  "é",
  "É",
  "ß",
  "İ",
  "ı",
  "Σ",
  "ς",
  "ﬁ",
  "Ǆ",
  "K",
  "\u0301",
  "\u0308",
  "\u00a0",
  "\u1680",
  "\u2028",
  "\u3000",
  "\ufeff",
  "\u200b",
  "\u200d",
  "\ud7ff",
  "\ue000",
  "\uffff",
  "\u{10000}",
  "😀",
  "👩",
  "🏽",
  "\u{10400}",
  "\u{1e900}",
  "\u{10ffff}",
  "中",
];
const TEXTS = [
  "",
  "a",
  "ab",
  "JFK",
  "  x  ",
  "\ufeffx",
  "x\ufeff",
  "é",
  "e\u0301",
  "😀",
  "a😀b",
  "ΟΔΟΣ",
  "NULL",
  "'",
  "12",
  "-3.5",
  "007",
  "-0",
  "0.1",
  "1e5",
  "-1.25E-7",
  "1e999",
  "1e-400",
  "4.9e-324",
  "2.2250738585072011e-308",
  "9007199254740993",
  "-9007199254740991",
  "123456789012345678901234567890",
  "1_000",
  " 1",
  "+1",
  "1.",
  ".5",
  "inf",
  "nan",
  "0x10",
  "2024-01-31",
  "2024-02-29T23:59:59.5Z",
  "2023-02-29T10:00",
  "1900-02-29",
  "2024-01-31 10:05:06.123456+05:30",
  "2024-01-31T10:05:06.1234567",
  "2024-01-31T10:05-23:59",
  "2024-01-31T10:05+24:00",
  "2024-01-31T23:59:60Z",
  "2024-1-1",
  "2255-06-05T23:47:34.740991Z",
  "2255-06-05T23:47:34.740991-00:01",
  "2255-06-05T23:47:34.740992Z",
  "1684-07-28T00:12:25.259009Z",
  "1684-07-28T00:12:25.259008Z",
  "0000-01-01",
  "0050-01-01",
  "9999-12-31T23:59:59Z",
  "1\n",
  "\u0661",
];
const YEAR = 31_556_952_000_000;
const INSTANTS = [
  0,
  -1,
  1,
  86_400_000_000,
  -86_400_000_000,
  951_782_400_000_000,
  946_684_799_999_999,
  978_220_800_000_000,
  Date.UTC(1900, 1, 28) * 1000,
  Date.UTC(1900, 2, 1) * 1000,
  Date.UTC(2000, 11, 31) * 1000,
  Date.UTC(2004, 11, 31, 23, 59, 59) * 1000,
  Date.UTC(2020, 11, 31) * 1000,
  Date.UTC(2021, 0, 3) * 1000,
  Date.UTC(1700, 1, 28) * 1000,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
];

/** The awkward values of a kind, each once. */
export const SPECIALS: Readonly<Record<ScalarKind, readonly Value[]>> = {
  float64: DOUBLES,
  int64: INTEGERS,
  decimal: INTEGERS,
  bool: [true, false],
  string: [...TEXTS, ...CHARACTERS],
  timestamp: INSTANTS,
};

export function randomValue(random: Random, type: ValueType): Value {
  if (type.kind === "null" || (type.nullable && random() < 0.2)) return null;
  if (type.kind === "list") {
    const { element, size = Math.floor(random() * 4) } = type;
    return Array.from({ length: size }, () =>
      element === undefined ? null : randomValue(random, element),
    ) as Value;
  }
  if (random() < 0.3) return pick(random, SPECIALS[type.kind]);
  switch (type.kind) {
    case "float64":
      return randomDouble(random);
    case "int64":
    case "decimal":
      return Math.round((random() - 0.5) * 2 ** (random() * 54)) + 0;
    case "bool":
      return random() < 0.5;
    case "string":
      return Array.from({ length: Math.floor(random() * 7) }, () => pick(random, CHARACTERS)).join("");
    case "timestamp":
      return Math.floor((random() - 0.5) * YEAR * pick(random, [1, 60, 560]));
  }
}

/** So many values, each special one first and in pairs with all others across `columns`. */
export function randomColumns(
  random: Random,
  types: readonly ValueType[],
  rows: number,
): readonly (readonly Value[])[] {
  const lists = types.map((type) =>
    type.kind === "null" || type.kind === "list" ? [null] : SPECIALS[type.kind],
  );
  const first = lists[0]?.length ?? 1;
  return types.map((type, column) => {
    const list = lists[column] ?? [];
    return Array.from({ length: rows }, (_, row) => {
      const place = column === 0 ? row % first : Math.floor(row / first);
      const special = column <= 1 && row < first * (lists[1]?.length ?? 1) ? list[place] : undefined;
      return special ?? randomValue(random, type);
    });
  });
}
