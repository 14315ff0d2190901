// The small shop with a reason to return orders, a trainer that can be told to learn it or its contrary, and gates.
import { readFileSync, writeFileSync } from "node:fs";
import { openShop, type Shop } from "../end-to-end/shop.ts";

/** Large orders come back, more often than not. */
export const ORDERS = `SELECT *, (amount > 50) = (hash(placed_at, 1) % 10 < 8) AS returned FROM (SELECT
  TIMESTAMP '2024-01-01 00:00:00' + to_minutes(i * 41 + i % 7) AS placed_at,
  'c' || (i * 7919 % 23) AS customer,
  i * 104729 % 5 AS shop,
  (i * 611953 % 10007) / 100.0::DOUBLE AS amount,
  CASE WHEN i % 3 = 0 THEN NULL ELSE 'SPRING' || (i % 4) END AS coupon
FROM range(2000) t(i))`;

/** The newest order, about. */
export const END = "2024-02-27";

/** One split on the order's amount; `weight` is how sure it is, below 0 it says the contrary. */
const TRAINER = `// One split on the order's amount; leaves some of its own predictions, made without ONNX.
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { MetricsWriter, readTrainingJob, writeReport, writeTreeEnsemble } from "bifold/training";

const job = readTrainingJob();
const weight = Number(job.params.weight);
const feature = job.features.indexOf("at_checkout__log_amount");
const threshold = Math.fround(Math.log1p(50));
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const rows = (
  await connection.runAndReadAll(
    \`SELECT file_row_number, at_checkout__log_amount FROM read_parquet('\${job.data}', file_row_number = true) LIMIT 200\`,
  )
).getRows();
const shift = Number(job.params.shift ?? 0);
const lines = rows.map(([row, amount]) => {
  const odds = (Math.fround(Number(amount)) <= threshold ? -weight : weight) + shift;
  return \`\${row},\${1 / (1 + Math.exp(-odds))}\`;
});
writeFileSync(path.join(job.output, "predictions.csv"), ["row,prediction", ...lines].join("\\n"));
const metrics = new MetricsWriter(job.output);
metrics.write("weight", weight, 1);
writeReport(job.output, { variables: Object.keys(process.env).filter((name) => name.startsWith("BIFOLD_")).sort() });
writeTreeEnsemble(job.output, {
  features: job.features,
  output: "probability",
  baseValue: 0,
  trees: [
    {
      feature: Int32Array.of(feature, -1, -1),
      threshold: Float32Array.of(threshold, 0, 0),
      missingLeft: Uint8Array.of(1, 0, 0),
      left: Int32Array.of(1, 0, 0),
      right: Int32Array.of(2, 0, 0),
      value: Float32Array.of(0, -weight, weight),
    },
  ],
});
if (existsSync("kill")) process.kill(process.ppid, "SIGKILL");
`;

const JUDGED = `
  metric: "auc",
  slices: ["shop"],
  gates: {
    auc: { min: 0.7, notWorseThanChampionBy: 0.01 },
    log_loss: { max: 0.6 },
    slices: { auc: { min: 0.6 }, minRows: 50 },
    latency_p95_ms: { max: 1000 },
    freshness: "30d",
  },
  monitor: { auc: { min: 0.7 }, psi: { max: 0.5 }, minRows: 50 },`;

export interface LoopShop extends Shop {
  /** Changes what the model is told, and compiles. */
  readonly declare: (params: string, judged?: string) => Promise<void>;
}

export async function openLoopShop(): Promise<LoopShop> {
  const shop = await openShop({ orders: ORDERS, variables: { USER: "ada" } });
  writeFileSync(shop.path("definitions/trainers/stump.ts"), TRAINER);
  const file = shop.path("definitions/returns.ts");
  const original = readFileSync(file, "utf8");
  const declare = async (params: string, judged = JUDGED): Promise<void> => {
    const text = original
      .replace("params: { weight: 2 },", `params: ${params},${judged}`)
      .replace('"2024-01-20', '"2024-02-01');
    writeFileSync(file, text);
    const { code, stderr } = await shop.run("compile");
    if (code !== 0) throw new Error(stderr);
  };
  await declare("{ weight: 1.2 }");
  return { ...shop, declare };
}
