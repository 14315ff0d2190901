// What exact sums cost: nanoseconds of CPU a row of sum, mean and variance against plain sums of doubles, grouped and as running totals.
// Usage: npx tsx test/bench/exact-sums.ts [--rows 3000000] [--groups 100000]
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregateShape, AggregationDefinition } from "../../compiler/library/define.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "3000000" },
    groups: { type: "string", default: "100000" },
    repeats: { type: "string", default: "3" },
  },
});
const rows = Number(options.rows);

/** SQL of a grouped pass and of running totals over all rows, from an aggregation's lanes. */
function statementsOf(
  definition: AggregationDefinition,
  kind: "float64" | "int64",
): readonly [string, string] {
  const shape: AggregateShape = { inputs: [{ kind, nullable: false }], parameters: [] };
  const lanes = definition.lanes(shape);
  const input = rawSql(kind === "int64" ? "n" : "x");
  const contributed = lanes
    .map((lane, at) => `${lane.contribution({ inputs: [input], times: [], tieBreaks: [] }).text} AS l${at}`)
    .join(", ");
  const stages = new SqlStages();
  const value = definition.finalize(
    lanes.map((_, at) => rawSql(`l${at}`)),
    shape,
    stages,
  );
  const merged = lanes.map(({ type }, at) => `sum(l${at})::${type} AS l${at}`).join(", ");
  const grouped = `(SELECT k, ${merged} FROM (SELECT k, ${contributed} FROM rows) GROUP BY k)`;
  const totals = lanes.map((_, at) => `sum(l${at}) OVER (ROWS UNBOUNDED PRECEDING) AS l${at}`).join(", ");
  return [
    `SELECT count(r), sum(hash(r) % 1000) FROM (${stages.wrap(grouped, [], [{ name: "r", value }])})`,
    `SELECT count(*), ${lanes.map((_, at) => `max(l${at})`).join(", ")} FROM (SELECT ${totals} FROM (SELECT ${contributed} FROM rows))`,
  ];
}

const plain = (aggregate: string): readonly [string, string] => [
  `SELECT count(r), sum(r) FROM (SELECT ${aggregate} AS r FROM rows GROUP BY k)`,
  `SELECT count(*), max(r) FROM (SELECT ${aggregate} OVER (ROWS UNBOUNDED PRECEDING) AS r FROM rows)`,
];

const variants: readonly (readonly [string, readonly [string, string]])[] = [
  ["plain sum(double)", plain("sum(x)")],
  ["sum(float64)", statementsOf(aggregations.sum as AggregationDefinition, "float64")],
  ["plain avg(double)", plain("avg(x)")],
  ["mean(float64)", statementsOf(aggregations.mean as AggregationDefinition, "float64")],
  ["plain var_samp(double)", plain("var_samp(x)")],
  ["variance(float64)", statementsOf(aggregations.variance as AggregationDefinition, "float64")],
  ["sum(int64)", statementsOf(aggregations.sum as AggregationDefinition, "int64")],
  ["variance(int64)", statementsOf(aggregations.variance as AggregationDefinition, "int64")],
];

console.log(`${rows.toLocaleString("en")} rows in ${options.groups} groups, CPU ns a row`);
console.log(`${"".padEnd(26)}  grouped, 1 thread   2 threads   running total   answers grouped`);
for (const [name, [grouped, running]] of variants) {
  const cells: string[] = [];
  const answers = new Set<string>();
  for (const [threads, sql] of [
    [1, grouped],
    [2, grouped],
    [1, running],
  ] as const) {
    const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE rows AS SELECT (hash(i) % ${options.groups})::BIGINT AS k, i AS n,
      pow(10, (hash(i * 3) % 1300) / 1e2 - 3) * (1e0 + (hash(i * 7) % 1000003) / 1000003e0) AS x FROM range(${rows}) t(i)`);
    const times: number[] = [];
    for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
      const before = process.cpuUsage();
      const reader = await connection.runAndReadAll(sql);
      const { user, system } = process.cpuUsage(before);
      times.push(((user + system) * 1000) / rows);
      if (sql === grouped) answers.add(reader.getRows().join());
    }
    cells.push(Math.min(...times).toFixed(0));
    connection.closeSync();
    instance.closeSync();
  }
  console.log(
    `${name.padEnd(26)} ${(cells[0] ?? "").padStart(18)} ${(cells[1] ?? "").padStart(11)} ${(cells[2] ?? "").padStart(15)} ${String(answers.size).padStart(17)}`,
  );
}
