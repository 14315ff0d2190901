// Sums, means and variances of doubles against exact fractions: how far they are from the truth, and never further.
import { expect, test } from "vitest";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { SEED } from "./seed.ts";
import { createRandom, type Random } from "./values.ts";

/** Every double is a whole number of 2^-1074. */
const UNIT = 1074n;

const worlds: readonly (readonly [string, (random: Random) => number])[] = [
  ["amounts", (random) => Math.round(random() * 1e6) / 100],
  ["rates", (random) => random() * 1e-3],
  ["large, close together", (random) => 1e9 + random()],
  ["thirteen decades, both signs", (random) => (random() - 0.5) * 10 ** (random() * 13 - 2)],
  ["cancelling", (random) => (random() < 0.5 ? 1 : -1) * (1e11 + random())],
];

test.each(worlds)(
  `%s: sum, mean and variance are as near to the exact values as promised, seed ${SEED}`,
  (_, draw) => {
    const random = createRandom(SEED);
    for (let round = 0; round < 200; round++) {
      const values = Array.from({ length: 2 + Math.floor(random() * 300) }, () => draw(random));
      const n = values.length;
      const units = values.map(exact);
      const total = units.reduce((left, right) => left + right, 0n);
      const squares = units.reduce((left, unit) => left + (BigInt(n) * unit - total) ** 2n, 0n);
      const sum = found(aggregations.sum, values);
      // Each value is rounded to 2^-60, then the sum once.
      expectNear(sum, total, 1n, n * 2 ** -61 + ulps(sum, 0.5));
      const mean = found(aggregations.mean, values);
      expectNear(mean, total, BigInt(n), 2 ** -61 + ulps(mean, 1.5));
      // Each value is rounded to 2^-44, which moves deviations by as much; then four roundings.
      const variance = found(aggregations.variance, values);
      const moved = (n / (n - 1)) * (2 * Math.sqrt(variance) * 2 ** -44 + 2 ** -88);
      const divisor = BigInt(n) ** 2n * BigInt(n - 1) * 2n ** UNIT;
      expectNear(variance, squares, divisor, moved + ulps(variance, 4));
    }
  },
);

test("no value is too small to count next to a great one", () => {
  const values = [2 ** 39, ...Array.from({ length: 1000 }, () => 2 ** -50)];
  expect(found(aggregations.sum, [...values, -(2 ** 39)])).toBe(1000 * 2 ** -50);
  expect(values.reduce((sum, value) => sum + value, 0) - 2 ** 39).toBe(0);
});

function found(definition: unknown, values: readonly number[]): number {
  const { reference } = definition as AggregationDefinition;
  const shape = { inputs: [{ kind: "float64", nullable: false } as const], parameters: [] };
  const state = values.reduce((state, value) => reference.update(state, [value], []), reference.empty(shape));
  return Number(reference.finalize(state));
}

/** In units of 2^-1074. */
function exact(value: number): bigint {
  if (value === 0) return 0n;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))) - 52, -1074);
  const digits = value / 2 ** exponent;
  return Number.isInteger(digits)
    ? BigInt(digits) << BigInt(exponent + 1074)
    : BigInt(digits * 2) << BigInt(exponent + 1073);
}

/** |value - numerator / denominator| <= bound, all exactly. */
function expectNear(value: number, numerator: bigint, denominator: bigint, bound: number): void {
  const difference = exact(value) * denominator - numerator;
  const distance = difference < 0n ? -difference : difference;
  expect(distance <= exact(bound) * denominator, `${value} is off by more than ${bound}`).toBe(true);
}

/** So many units in the last place of a value. */
function ulps(value: number, count: number): number {
  return value === 0 ? 0 : 2 ** (Math.floor(Math.log2(Math.abs(value))) - 52) * count;
}
