// The one aggregation that is not exact: how far from the truth linear counting is, at sizes up to its use.
import { expect, test } from "vitest";
import { approx_count_distinct } from "../../compiler/library/aggregations/approx_count_distinct.ts";
import { hashBucket } from "../../compiler/library/buckets.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { openDatabase } from "./database.ts";

const BUCKETS = 65_536;
/** The reference hashes value by value in JavaScript: enough of them to see both faces agree. */
const REFERENCE_UP_TO = 10_000;

/** Whang et al. 1990, for a hash that spreads evenly. */
function standardError(count: number): number {
  const load = count / BUCKETS;
  return Math.sqrt(BUCKETS * (Math.exp(load) - load - 1)) / count;
}

test("the standard errors that its summary states are no less than the true ones", () => {
  const stated = [...approx_count_distinct.summary.matchAll(/(\d+\.\d)% (?:up to|at) ([\d,]+)/g)].map(
    ([, percent, count = ""]) => [Number(count.replaceAll(",", "")), Number(percent) / 100] as const,
  );
  expect(stated.map(([count]) => count)).toEqual([100_000, 200_000, 500_000]);
  for (const [count, error] of stated) expect(standardError(count)).toBeLessThanOrEqual(error);
});

test("where all buckets are hit, or all but a few, both faces say what the formula says", async () => {
  const connection = await openDatabase(2);
  const shape = { inputs: [{ kind: "int64", nullable: false } as const], parameters: [] };
  const hit = [BUCKETS - 2, BUCKETS - 1, BUCKETS];
  const stages = new SqlStages();
  const value = approx_count_distinct.finalize([rawSql("d")], shape, stages);
  const sets = `(SELECT unnest([${hit.join(", ")}]) AS d)`;
  const reader = await connection.runAndReadAll(stages.wrap(sets, [], [{ name: "r", value }]));
  // Half an empty bucket stands for those that there would be.
  const wanted = [2, 1, 0.5].map((empty) => Math.floor(0.5 + BUCKETS * Math.log(BUCKETS / empty)));
  expect(reader.getRows().map(([found]) => Number(found))).toEqual(wanted);
  const { finalize } = approx_count_distinct.reference;
  const setOf = (size: number) => new Set(Array.from({ length: size }, (_, bucket) => bucket));
  expect(hit.map((size) => finalize(setOf(size)))).toEqual(wanted);
});

test.each([
  [10, 0],
  [1000, 0.01],
  [10_000, 0.01],
  [100_000, 0.01],
  [200_000, 0.02],
  [500_000, 0.08],
])(
  "of %i different values it misses at most a fraction of %d and four standard errors, and the reference agrees",
  async (count, most) => {
    const connection = await openDatabase(2);
    const shape = { inputs: [{ kind: "int64", nullable: false } as const], parameters: [] };
    const [lane] = approx_count_distinct.lanes(shape);
    const contribution = lane?.contribution({ inputs: [rawSql("i")], times: [], tieBreaks: [] }).text ?? "";
    const stages = new SqlStages();
    const value = approx_count_distinct.finalize([rawSql("d")], shape, stages);
    // Each value twice, and five sets of them.
    const sets = `(SELECT s, count(DISTINCT ${contribution}) AS d FROM (SELECT i % 5 AS s, (i // 10) * 5 + i % 5 AS i FROM range(${count * 10}) t(i)) GROUP BY s ORDER BY s)`;
    const reader = await connection.runAndReadAll(stages.wrap(sets, [], [{ name: "r", value }]));
    const found = reader.getRows().map(([value]) => Number(value));
    expect(found).toHaveLength(5);
    // Half a value more: the estimate is rounded.
    const bound = Math.min(most * count, 4 * standardError(count) * count + 0.5);
    for (const value of found) expect(Math.abs(value - count)).toBeLessThanOrEqual(bound);
    if (count > REFERENCE_UP_TO) return;
    const { finalize } = approx_count_distinct.reference;
    const expected = Array.from({ length: 5 }, (_, set) => {
      const values = Array.from({ length: count }, (__, index) => index * 5 + set);
      return finalize(new Set(values.map((value) => hashBucket(value, BUCKETS))));
    });
    expect(found).toEqual(expected);
  },
);
