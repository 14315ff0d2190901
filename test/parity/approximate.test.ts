// The one aggregation that is not exact: how far from the truth linear counting is, at sizes up to its use.
import { expect, test } from "vitest";
import { approx_count_distinct } from "../../compiler/library/aggregations/approx_count_distinct.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { openDatabase } from "./database.ts";

test.each([
  [10, 0],
  [1000, 0.01],
  [10_000, 0.01],
  [200_000, 0.02],
  [500_000, 0.08],
])("of %i different values it misses at most a fraction of %d", async (count, bound) => {
  const connection = await openDatabase(2);
  const shape = { inputs: [{ kind: "int64", nullable: false } as const], parameters: [] };
  const [lane] = approx_count_distinct.lanes(shape);
  const contribution = lane?.contribution({ inputs: [rawSql("i")], order: [] }).text ?? "";
  const stages = new SqlStages();
  const value = approx_count_distinct.finalize([rawSql("d")], shape, stages);
  // Each value twice, and five sets of them.
  const sets = `(SELECT s, count(DISTINCT ${contribution}) AS d FROM (SELECT i % 5 AS s, (i // 10) * 5 + i % 5 AS i FROM range(${count * 10}) t(i)) GROUP BY s)`;
  const reader = await connection.runAndReadAll(stages.wrap(sets, [], [{ name: "r", value }]));
  for (const [found] of reader.getRows()) {
    expect(Math.abs(Number(found) - count) / count).toBeLessThanOrEqual(bound);
  }
});
