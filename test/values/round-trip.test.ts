// Decimals, lists and vectors of a Parquet file reach training sets, the online store and responses without losing a bit.
import { readFileSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { fetchSourceRows, type Sale, SALES_SQL } from "./sales.ts";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { materializeView } from "../../runtime/materialize/materialize-view.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import type { GeneratedView } from "../../runtime/serving/contract.ts";
import { verifyRequestView } from "../../runtime/verify/verify-request-view.ts";
import { verifyView } from "../../runtime/verify/verify-view.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { checkFormat, checkTypes } from "../serving/check-generated.ts";
import { type Written, writeGenerated } from "../serving/write-generated.ts";

const folder = temporaryFolder();
const ROWS = 400;
/** On the grid of ten minutes. */
const CUT = 999_999_600_000_000;
const { program, plan } = planOf(readFileSync(new URL("./shop.ts", import.meta.url), "utf8"));
const statements = new Map(emitSql(plan, duckdb).map(({ path: name, text }) => [name, text]));
const statement = (name: string): string => {
  const text = statements.get(name);
  if (text === undefined) throw new Error(`There is no ${name}.`);
  return text;
};
const snapshot = path.join(folder, "rows.parquet");
let engine: OfflineEngine;
let written: Written;
let sales: readonly Sale[];

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    `COPY (${SALES_SQL(ROWS, CUT)}) TO '${path.join(folder, "sales.parquet")}' (FORMAT parquet)`,
  );
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
  for (const { source } of plan.sources) await engine.registerSource(source, folder);
  sales = await fetchSourceRows(connection, path.join(folder, "sales.parquet"));
  written = await writeGenerated("value-types", plan);
});
afterAll(() => engine?.close());

test("the file's decimals are read as exact units, its lists item by item", async () => {
  const rows = await rowsOf(engine.stream("SELECT amount, discount, tags, prices, embedding FROM sales"));
  expect(rows).toEqual(
    sales.map(({ amount, discount, tags, prices, embedding }) => ({
      amount: Number(amount),
      discount: discount === null ? null : Number(discount),
      tags,
      prices: prices.map(Number),
      embedding,
    })),
  );
});

test("a training set has DECIMAL(18, scale) and LIST columns", async () => {
  await engine.spineFromQuery(statement("sql/training_sets/checkout_rows.spine.sql"));
  await engine.writeParquet(statement("sql/training_sets/checkout_rows.sql"), snapshot);
  const types = await rowsOf(
    engine.stream(
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM read_parquet('${snapshot}'))`,
    ),
  );
  const typeOf = Object.fromEntries(types.map(({ name, type }) => [String(name), type]));
  expect(typeOf).toMatchObject({
    list_price: "DECIMAL(18,2)",
    offered: "DECIMAL(18,2)",
    basket: "VARCHAR[]",
    query: "DOUBLE[]",
    product_sales__amount: "DECIMAL(18,2)",
    product_sales__net: "DECIMAL(18,4)",
    product_sales__fee: "DECIMAL(18,3)",
    product_sales__rounded: "DECIMAL(18,1)",
    product_sales__prices: "DECIMAL(18,2)[]",
    product_sales__times: "TIMESTAMP[]",
    product_sales__embedding: "DOUBLE[]",
    at_checkout__saving: "DECIMAL(18,2)",
    at_checkout__maybe: "DECIMAL(18,3)[]",
  });
});

test("what is served is what SQL says, bit for bit, lists and decimal keys too", async () => {
  const store = await openLmdbStore({ directory: path.join(folder, "online") });
  const [view] = plan.views;
  if (view === undefined) throw new Error("There is no view.");
  const manifest: Manifest = {
    format: 1,
    compiler: "test",
    program,
    fingerprints: { [`feature_view/${view.name}`]: view.fingerprint },
    layouts: { [view.name]: view.layout },
    files: {},
  } as Manifest;
  const sql = statement(`materializations/${view.name}.sql`);
  const report = await materializeView({ view: view.name, manifest, sql, engine, store, cut: CUT });
  expect(report.rows).toBeGreaterThan(20);
  const { productSalesView } = await written.import<{ productSalesView: GeneratedView }>(
    "serving/views/product_sales.ts",
  );
  const found = await verifyView({
    manifest,
    engine,
    store,
    view: productSalesView,
    sql: statement(`sql/feature_views/${view.name}.sql`),
    keys: 200,
  });
  await store.close();
  expect(found.found).toBeGreaterThan(20);
  expect(found.examples).toEqual([]);
  expect(found.differences).toBe(0);
  expect(found.compared).toBeGreaterThan(400);
});

test("request features of decimals, lists and vectors are SQL's", async () => {
  const [view] = plan.requestViews;
  const module = await written.import<{ computeAtCheckout: never }>("serving/requests/at_checkout.ts");
  if (view === undefined) throw new Error("There is no request view.");
  const found = await verifyRequestView({
    engine,
    view,
    compute: module.computeAtCheckout,
    featuresOf: () => plan.views[0]?.features.map(({ name }) => name) ?? [],
    snapshot: { file: snapshot, rows: ROWS },
    rows: ROWS,
  });
  expect(found.examples).toEqual([]);
  expect(found.compared).toBe(ROWS * 8);
});

test("generated code is as the formatter writes it, and strict tsc accepts it", async () => {
  await checkFormat(written);
  await checkTypes(written);
});
