// Sums and means of doubles from 2^40 on: exact in SQL and in the reference, alone and beside the smallest.
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { cases, type Row } from "./aggregation-cases.ts";
import { finalized, loadGroups, waysOf } from "./aggregation-lanes.ts";
import { openDatabase } from "./database.ts";
import { SEED } from "./seed.ts";
import { createRandom, type Random } from "./values.ts";

let database: Promise<DuckDBConnection>;
beforeAll(() => {
  database = openDatabase(2);
});

/** A double of any magnitude from 2^low on, below 2^high, on either side of 0. */
function ofMagnitude(random: Random, low: number, high: number): number {
  const sign = random() < 0.5 ? -1 : 1;
  return sign * (1 + random()) * 2 ** Math.floor(low + random() * (high - low));
}

const drawn = (random: Random): readonly (readonly number[])[] => [
  [2 ** 40],
  [-(2 ** 40), 2 ** -60],
  // A rest of one quantum, on either side of a tie of the 53rd bit.
  [2 ** 80, 2 ** 27, 2 ** -60],
  [2 ** 80, 2 ** 27, -(2 ** -60)],
  [-(2 ** 80), -(2 ** 27), 2 ** -60],
  [-(2 ** 80), -(2 ** 27), -(2 ** -60)],
  // The greatest that is exact, and the least that counts as infinite.
  [2 ** 88 - 2 ** 35, 1],
  [2 ** 88, 1],
  [2 ** 88, -(2 ** 88)],
  [2 ** 87, -(2 ** 87), 3 * 2 ** -60],
  // Milliseconds since 1970.
  Array.from({ length: 1000 }, () => 1_700_000_000_000 + Math.floor(random() * 1e9)),
  ...Array.from({ length: 60 }, () => Array.from({ length: 40 }, () => ofMagnitude(random, 38, 43))),
  ...Array.from({ length: 60 }, () => Array.from({ length: 20 }, () => ofMagnitude(random, -62, 88))),
  ...Array.from({ length: 60 }, () => [
    ofMagnitude(random, 70, 88),
    ofMagnitude(random, 10, 30),
    ofMagnitude(random, -60, -50),
  ]),
];

test.each(["sum(float64)", "mean(float64)"])(`%s: of great values, seed ${SEED}`, async (name) => {
  const connection = await database;
  const [, each] = cases.find((candidate) => candidate[0] === name) ?? [];
  if (each === undefined) throw new Error(`There is no ${name}.`);
  const groups = drawn(createRandom(SEED));
  const rows = groups.map((values) => values.map((value): Row => ({ values: [value], order: [0, 0, null] })));
  await loadGroups(connection, each, rows);
  const wanted = groups.map((values) => exactly(values) / (name.startsWith("mean") ? values.length : 1));
  for (const way of waysOf(each)) expect(await finalized(connection, each, way), way).toEqual(wanted);
  const { empty, update, finalize } = each.definition.reference;
  const reference = rows.map((group) =>
    finalize(group.reduce((state, { values, order }) => update(state, values, order), empty(each.shape))),
  );
  expect(reference).toEqual(wanted);
});

test(`variance(float64): of values below 2^46, seed ${SEED}`, async () => {
  const connection = await database;
  const [, each] = cases.find(([name]) => name === "variance(float64)") ?? [];
  if (each === undefined) throw new Error("There is no variance.");
  const random = createRandom(SEED);
  const groups = [
    [2 ** 45, -(2 ** 45)],
    [2 ** 46 - 2 ** -7, 2 ** 46 - 2 ** -7, 2 ** 46 - 2 ** -6],
    Array.from({ length: 1000 }, () => 1_700_000_000_000 + Math.floor(random() * 1e9)),
    ...Array.from({ length: 60 }, () => Array.from({ length: 200 }, () => ofMagnitude(random, 40, 46))),
  ];
  const rows = groups.map((values) => values.map((value): Row => ({ values: [value], order: [0, 0, null] })));
  await loadGroups(connection, each, rows);
  const { empty, update, finalize } = each.definition.reference;
  const reference = rows.map((group) =>
    finalize(group.reduce((state, { values, order }) => update(state, values, order), empty(each.shape))),
  );
  for (const way of waysOf(each)) expect(await finalized(connection, each, way), way).toEqual(reference);
  expect(reference.slice(0, 2)).toEqual([2 ** 91, 2 ** -14 / 3]);
  const [, , millis = []] = groups;
  const mean = millis.reduce((sum, value) => sum + (value - 1.7e12), 0) / millis.length;
  const squares = millis.reduce((sum, value) => sum + (value - 1.7e12 - mean) ** 2, 0);
  expect(Number(reference[2]) / (squares / (millis.length - 1))).toBeCloseTo(1, 9);
});

/** By fractions of 2^-60, which each value is rounded to alone, halves to even; from 2^88 on it counts as infinite. */
function exactly(values: readonly number[]): number {
  const infinite = values.filter((value) => Math.abs(value) >= 2 ** 88);
  if (infinite.length > 0)
    return infinite.reduce((sum, value) => sum + Math.sign(value) * Number.POSITIVE_INFINITY, 0);
  return Number(values.reduce((sum, value) => sum + quanta(value), 0n)) / 2 ** 60;
}

function quanta(value: number): bigint {
  const scaled = Math.abs(value) * 2 ** 60;
  const floor = BigInt(Math.floor(scaled));
  const rest = scaled - Math.floor(scaled);
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2n === 1n) ? floor + 1n : floor;
  return value < 0 ? -rounded : rounded;
}
