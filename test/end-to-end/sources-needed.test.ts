// A job reads the sources that it needs: others may be missing, empty ones count as no rows, and a pattern is all its files.
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ORDERS, openShop, type Shop } from "./shop.ts";

const LONG = 180_000;

const VISITS = `
import { count, featureView, mean, parquet, source, t, trainingSet } from "bifold";
import { customer, orders } from "./orders.ts";
export const visits = source({ from: parquet("data/visits.parquet"), columns: { at: t.timestamp, customer: t.string, pages: t.int64 },
  eventTime: (visit) => visit.at });
export const customer_visits = featureView({ entity: customer, source: visits, key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ visits_7d: count().over("7d"), pages_7d: mean(visit.pages).over("7d") }), refresh: { every: "1h" } });
export const visit_training = trainingSet({ spine: orders, keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.placed_at, label: (order) => ({ returned: order.returned ? 1 : 0 }), views: [customer_visits] });
`;
const NO_VISITS = "SELECT TIMESTAMP '2024-01-01' AS at, 'c1' AS customer, 1::BIGINT AS pages WHERE false";

async function said(shop: Shop, ...parameters: readonly string[]) {
  const { code, stdout, stderr } = await shop.run(...parameters, "--json");
  return { code, stderr, result: stdout === "" ? null : JSON.parse(stdout) };
}

test(
  "a source that nothing asked for reads blocks nothing, and one without rows is empty",
  async () => {
    const shop = await openShop();
    writeFileSync(shop.path("definitions/visits.ts"), VISITS);
    expect((await shop.run("compile")).stderr).toBe("");
    expect(await said(shop, "dataset", "return_training", "-o", "out.parquet")).toMatchObject({
      code: 0,
      result: { rows: 2000 },
    });
    expect((await said(shop, "materialize", "customer_orders", "--to", "2024-02-26T22:03:00Z")).code).toBe(0);
    expect((await said(shop, "verify", "customer_orders")).code).toBe(0);
    const needed = await shop.run("dataset", "visit_training", "-o", "visits.parquet");
    expect(needed.stderr).toMatch(/^error F5001: Source 'visits': there is no file data\/visits\.parquet\./);
    expect((await shop.run("materialize")).stderr).toMatch(/^error F5001: Source 'visits'/);

    await shop.write("data/visits.parquet", NO_VISITS);
    expect(await said(shop, "dataset", "visit_training", "-o", "visits.parquet")).toMatchObject({
      code: 0,
      result: { rows: 2000 },
    });
    const [sums] = await shop.query(
      `SELECT count(*), sum(customer_visits__visits_7d), count(customer_visits__pages_7d) FROM '${shop.path("visits.parquet")}'`,
    );
    expect(sums?.map(Number)).toEqual([2000, 0, 0]);
    expect((await said(shop, "materialize", "customer_visits", "--to", "2024-02-26T22:03:00Z")).code).toBe(0);
    expect((await said(shop, "verify", "customer_visits")).code).toBe(0);
    // A spine of the user's own needs no orders.
    rmSync(shop.path("data/orders.parquet"));
    await shop.write("spine.parquet", "SELECT 'c1' AS customer, TIMESTAMP '2024-02-01' AS as_of");
    const own = await said(
      shop,
      "dataset",
      "visit_training",
      "--spine",
      "spine.parquet",
      "-o",
      "own.parquet",
    );
    expect(own).toMatchObject({ code: 0, result: { rows: 1 } });
  },
  LONG,
);

test(
  "a training set without rows is one, and no model learns from it",
  async () => {
    const shop = await openShop({ orders: `${ORDERS} LIMIT 0` });
    expect((await shop.run("compile")).stderr).toBe("");
    expect(await said(shop, "dataset", "return_training", "-o", "out.parquet")).toMatchObject({
      code: 0,
      result: { rows: 0 },
    });
    const trained = await shop.run("train", "return_model");
    expect(trained.code).toBe(1);
    expect(trained.stderr).toMatch(/error F5138: Training set 'return_training' has no rows to learn from\./);
  },
  LONG,
);

test(
  "all files that a pattern matches are the data: one more, one less or another name makes a snapshot stale",
  async () => {
    const shop = await openShop({ orders: null });
    const file = shop.path("definitions/orders.ts");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("data/orders.parquet", "data/orders_*.parquet"));
    expect((await shop.run("compile")).stderr).toBe("");
    const build = async () => {
      const { code, result, stderr } = await said(shop, "dataset", "return_training", "-o", "out.parquet");
      expect(code, stderr + JSON.stringify(result)).toBe(0);
      return { id: String(result.id), rows: Number(result.rows) };
    };
    await shop.write("data/orders_1.parquet", `SELECT * FROM (${ORDERS}) WHERE placed_at < '2024-02-01'`);
    const first = await build();
    expect(await build()).toEqual(first);
    await shop.write("data/orders_2.parquet", `SELECT * FROM (${ORDERS}) WHERE placed_at >= '2024-02-01'`);
    const both = await build();
    expect(both.rows).toBe(2000);
    expect(both.id).not.toBe(first.id);
    renameSync(shop.path("data/orders_2.parquet"), shop.path("data/orders_0.parquet"));
    expect((await build()).id).not.toBe(both.id);
    renameSync(shop.path("data/orders_0.parquet"), shop.path("data/orders_2.parquet"));
    expect(await build()).toEqual(both);
    rmSync(shop.path("data/orders_2.parquet"));
    expect(await build()).toEqual(first);
    rmSync(shop.path("data/orders_1.parquet"));
    const none = await shop.run("dataset", "return_training", "-o", "out.parquet");
    expect(none.stderr).toMatch(/^error F5001: Source 'orders': no file matches data\/orders_\*\.parquet\./);
  },
  LONG,
);

test(
  "a trainer that is not there is found before anything is made",
  async () => {
    const shop = await openShop();
    expect((await shop.run("compile")).code).toBe(0);
    renameSync(shop.path("definitions/trainers/stump.ts"), shop.path("definitions/trainers/stamp.ts"));
    const wrong =
      /definitions\/returns\.ts:17:12 - error F5123: Model 'return_model' has no trainer: there is no file 'trainers\/stump\.ts' in the definitions folder\.[\s\S]*hint {2}Did you mean 'trainers\/stamp\.ts'\?/;
    for (const command of ["check", "compile"]) {
      const { code, stdout, stderr } = await shop.run(command);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(wrong);
    }
    const trained = await shop.run("train", "return_model");
    expect(trained.code).toBe(1);
    expect(trained.stderr).toBe(
      "error F5139: Model 'return_model' has no trainer: there is no file definitions/trainers/stump.ts.\n  hint  Write it there, or correct `trainer` in the model's declaration.\n",
    );
    expect(trained.stdout).toBe("");
    // Nobody who only makes data needs it.
    expect((await shop.run("dataset", "return_training", "-o", "out.parquet")).code).toBe(0);
    // What else is wrong is said with it.
    appendFileSync(shop.path("definitions/views.ts"), "export const nothing = featureView({});\n");
    const { stdout, stderr } = await shop.run("check");
    expect(stdout + stderr).toMatch(/F1061/);
    expect(stdout + stderr).toMatch(wrong);
  },
  LONG,
);
