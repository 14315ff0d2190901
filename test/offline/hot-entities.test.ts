// One entity with most of the rows: every aggregate is the same whether it is looked up or joined row by row, whatever the lag.
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_INDEXED, NONE_INDEXED, TUNING } from "../../compiler/backends/sql/tuning.ts";
import { referenceOf } from "../../compiler/library/reference/evaluate-view.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { planOf } from "../harness/compile-views.ts";
import { statementsOf, viewAsOfSpine } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const ROWS = 6000;
const PROBES = 400;
const folder = temporaryFolder();

const AGGREGATES = `({
  different: countDistinct(e.shop).over(["6h", "3d"]), different_before: countDistinct(e.note).over("1d", { before: "1d" }),
  ever: countDistinct(e.amount).overAll(), roughly: approxCountDistinct(e.amount).over("2d"),
  last_three: lastN(e.amount, 3), last_fifty: sum(e.amount).overLast(50), lately: mean(e.price).overLast(70, { within: "6h" }),
  last_shops: countDistinct(e.shop).overLast(20), first_four: firstN(e.note, 4).over("1d"),
  middle: median(e.price).over("2d"), middle_of_all: median(e.amount).overAll(), high: quantile(e.amount, 0.9).over(["1h", "2d"]),
  low: quantile(e.amount, 0).over("1d", { before: "6h" }), usual: mode(e.shop).over("1d"), top: topK(e.price, 3).over("3d"),
  greatest: maxN(e.price, 3).over(["6h", "2d"]), least: minN(e.note, 5).over("1d", { before: "6h" }), least_of_all: minN(e.amount, 40).overAll(),
  greatest_of_last: maxN(e.amount, 2).overLast(30),
})`;

const definitions = `
import { approxCountDistinct, countDistinct, entity, featureView, firstN, lastN, maxN, mean, median, minN, mode, parquet, quantile, source, sum, t, topK } from "bifold";
const columns = { user: t.string, at: t.timestamp, minutes: t.int64, amount: t.int64, shop: t.int64, price: t.float64.nullable(), note: t.string.nullable() };
export const user = entity({ keys: { user: t.string } });
export const prompt = source({ from: parquet("rows.parquet"), columns, eventTime: (e) => e.at, tieBreak: ["amount"] });
export const late = source({ from: parquet("rows.parquet"), columns, eventTime: (e) => e.at,
  availableAt: (e) => e.at.plusMinutes(e.minutes), tieBreak: ["amount"] });
export const at_once = featureView({ entity: user, source: prompt, key: (e) => ({ user: e.user }), features: (e) => ${AGGREGATES}, refresh: "stream" });
export const lagging = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }), features: (e) => ${AGGREGATES}, refresh: "stream" });
export const hourly = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }), features: (e) => ${AGGREGATES}, refresh: { every: "1h" } });
`;

const PLACES = `
import { count, entity, featureView, median, parquet, quantile, source, t } from "bifold";
export const late = source({ from: parquet("rows.parquet"), columns: { user: t.string, at: t.timestamp, minutes: t.int64,
  amount: t.int64, price: t.float64.nullable() }, eventTime: (e) => e.at, availableAt: (e) => e.at.plusMinutes(e.minutes) });
export const user = entity({ keys: { user: t.string } });
${["", "_stream"]
  .map(
    (
      name,
    ) => `export const places${name} = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }),
  features: (e) => ({ n: count().overAll(), middle: median(e.amount).overAll(), lately: median(e.price).over("4d"),
    high: quantile(e.amount, 0.9).overAll(), third: quantile(e.price, 0.3).over("5d") }), refresh: ${name === "" ? '{ every: "1h" }' : '"stream"'} });`,
  )
  .join("\n")}
`;

let engine: OfflineEngine;
beforeAll(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const random = (seed: number, below: number): string =>
    `(md5_number_lower(i::VARCHAR || '/${seed}') % ${below})::BIGINT`;
  const who = (seed: number): string =>
    `CASE WHEN ${random(seed, 4)} = 0 THEN 'u' || ${random(seed + 1, 50)} ELSE 'hot' END`;
  const when = (seed: number): string => `TIMESTAMP '2024-03-01' + to_seconds(${random(seed, 7 * 86_400)})`;
  await connection.run(`COPY (SELECT ${who(1)} AS "user", ${when(3)} AS at,
    CASE WHEN ${random(4, 50)} = 0 THEN ${random(5, 9000)} ELSE ${random(5, 200)} END AS minutes, ${random(6, 900)} AS amount,
    ${random(7, 3)} * ${random(8, 40)} AS shop, CASE WHEN ${random(9, 9)} > 0 THEN ${random(10, 300)} / 7e0 WHEN ${random(9, 2)} = 0 THEN 'nan'::DOUBLE END AS price,
    nullif('n' || ${random(11, 5)}, 'n0') AS note FROM range(${ROWS}) t(i)) TO '${path.join(folder, "rows.parquet")}' (FORMAT parquet)`);
  await connection.run(`COPY (SELECT ${who(20)} AS "user", ${when(22)} AS as_of FROM range(${PROBES}) t(i))
    TO '${path.join(folder, "spine.parquet")}' (FORMAT parquet)`);
  connection.closeSync();
  engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: folder });
});
afterAll(() => engine?.close());

test.each(["at_once", "lagging", "hourly"])("%s: look-ups and the join agree", async (view) => {
  const { plan } = planOf(definitions);
  for (const { source } of plan.sources) await engine.registerSource(source, folder);
  const joined = await viewAsOfSpine(engine, plan, statementsOf(plan, NONE_INDEXED), view, folder);
  const indexed = await viewAsOfSpine(engine, plan, statementsOf(plan, ALL_INDEXED), view, folder);
  expect(joined).toHaveLength(PROBES);
  expect(indexed).toEqual(joined);
  // What was chosen by weight is neither all of one nor of the other.
  for (const tuning of [
    TUNING,
    { ...TUNING, hotFactor: 64 },
    { ...TUNING, hotFactor: 64, listsByRank: false },
  ])
    expect(await viewAsOfSpine(engine, plan, statementsOf(plan, tuning), view, folder)).toEqual(joined);
});

test("places among more than 512 values are those of the reference, at once and late", async () => {
  const { plan } = planOf(PLACES);
  for (const { source } of plan.sources) await engine.registerSource(source, folder);
  const rows = await rowsOf(engine.stream("SELECT * FROM late"));
  const spine = path.join(folder, "few.parquet");
  await engine.writeParquet(
    `SELECT 'hot' AS "user", TIMESTAMP '2024-03-02' + i * INTERVAL '18h' AS as_of FROM range(9) t(i)`,
    spine,
  );
  for (const view of plan.views) {
    const reference = referenceOf(view, () => rows);
    await engine.spineFromFile(spine, [{ name: "user", type: { kind: "string", nullable: false } }]);
    for (const tuning of [ALL_INDEXED, NONE_INDEXED, TUNING]) {
      const sql = statementsOf(plan, tuning).get(`sql/feature_views/${view.name}.sql`) ?? "";
      const found = await rowsOf(engine.stream(sql));
      expect(found).toHaveLength(9);
      expect(Math.max(...found.map((row) => Number(row[`${view.name}__n`])))).toBeGreaterThan(2048);
      for (const row of found) {
        const wanted = Object.entries(reference(["hot"], Number(row.as_of)));
        expect(row).toMatchObject(
          Object.fromEntries(wanted.map(([name, value]) => [`${view.name}__${name}`, value])),
        );
      }
    }
  }
});
