// A model's own inputs from training to service: fitted once, the same bits for the trainer and for a request.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commitAll } from "../harness/git.ts";
import { ORDERS } from "../loop/shop.ts";
import { type FittedShop, openFittedShop } from "./shop.ts";

const LONG = 300_000;
const HOLDOUT = "TIMESTAMP '2024-02-01'";
const NAMES = [
  "amount_7d",
  "amount_scaled",
  "coupon_known",
  "log_amount",
  "rows",
  "spent_against_median",
  "usual_hour",
];

async function json(shop: FittedShop, ...parameters: readonly string[]) {
  const { code, stdout, stderr } = await shop.run(...parameters, "--json");
  expect(code, stdout + stderr).toBe(0);
  return JSON.parse(stdout);
}

test(
  "the vector of a request is the trainer's row, to the bit",
  async () => {
    const shop = await openFittedShop();
    const yaml = shop.path("bifold.yaml");
    const logged = readFileSync(yaml, "utf8").replace(
      /serving: \{ /g,
      "serving: { log: .bifold/predictions, ",
    );
    writeFileSync(yaml, logged);
    const manifest = JSON.parse(readFileSync(shop.path("generated/manifest.json"), "utf8"));
    expect(manifest.certificates.return_model).toMatchObject({
      fingerprint: manifest.fingerprints["model_inputs/return_model"],
      differences: 0,
    });
    const { dataset } = await json(shop, "train", "return_model");
    const snapshot = `'${shop.path(`.bifold/datasets/${dataset}/train.parquet`)}'`;
    const seen = `'${shop.path("seen.parquet")}'`;
    // The snapshot has features, the trainer has inputs in their place.
    const columns = await shop.query(`SELECT column_name FROM (DESCRIBE FROM ${seen})`);
    expect(columns.flat()).toEqual(["customer", "shop", "as_of", "returned", ...NAMES]);

    // Row by row what plain SQL makes of the rows before the holdout.
    const [[center, spread, rows] = []] = await shop.query(`SELECT avg(customer_orders__mean_amount_7d),
      stddev_samp(customer_orders__mean_amount_7d), count(*) FROM ${snapshot} WHERE as_of < ${HOLDOUT}`);
    const [[apart, counted, both] = []] = await shop.query(`SELECT
      max(abs(s.amount_scaled - (coalesce(d.customer_orders__mean_amount_7d, ${center}) - ${center}) / ${spread})),
      min(s.rows - d.at_checkout__hour), count(*) FROM ${seen} s POSITIONAL JOIN ${snapshot} d`);
    expect(Number(apart)).toBeLessThan(1e-9);
    expect(Number(counted)).toBe(Number(rows));
    expect([Number(rows) < 2000, both]).toEqual([true, 2000n]);

    // The newest order is asked about at its own time: what is materialized then is what its row was made of.
    const [[placed, customer, at, amount] = []] = await shop.query(
      `SELECT strftime(placed_at, '%Y-%m-%dT%H:%M:%SZ'), customer, shop::INT, amount FROM (${ORDERS})
      ORDER BY placed_at DESC LIMIT 1`,
    );
    await json(shop, "materialize", "--to", String(placed));
    const serving = shop.start("serve", "--clock", String(placed));
    const url = /http:\/\/[\d.]+:\d+/.exec(await serving.until(/http:\/\/[\d.]+:\d+/))?.[0];
    const ask = async (what: string) => {
      const answer = await fetch(`${url}/v1/deployments/returns/${what}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ placed, customer, shop: at, amount }),
      });
      const text = await answer.text();
      expect(answer.status, text).toBe(200);
      return JSON.parse(text);
    };
    const { values, inputs } = await ask("features");
    expect(Object.keys(inputs)).toEqual(NAMES);
    expect(Object.keys(values)).toContain("customer_orders__mean_amount_7d");
    const [row = []] = await shop.query(
      `SELECT ${NAMES.join(", ")} FROM ${seen} ORDER BY as_of DESC LIMIT 1`,
    );
    const offline = row.map((value) => (typeof value === "bigint" ? Number(value) : value));
    expect(Object.values(inputs)).toEqual(offline);
    expect((await ask("predict")).prediction.probability).toBeGreaterThan(0);
    serving.interrupt();
    expect((await serving.finished).code).toBe(0);

    // The log has the vector that the model was given: float32.
    const [vector = []] = await shop.query(
      `SELECT ${NAMES.map((name) => `features.${name}`).join(", ")}
      FROM read_json('${shop.path(".bifold/predictions/returns/*")}')`,
    );
    expect(vector.map(Number)).toEqual(offline.map((value) => Math.fround(Number(value))));
    const monitored = await json(shop, "monitor", "return_model");
    const drifting = monitored.drift.columns.map(({ column }: { column: string }) => column);
    expect(drifting).toEqual([...NAMES, "probability"]);
  },
  LONG,
);

test(
  "evaluation and reproduction compute the same inputs",
  async () => {
    const shop = await openFittedShop();
    writeFileSync(shop.path(".gitignore"), ".bifold/\ndata/\nseen.parquet\n");
    commitAll(shop.root);
    const { runId } = await json(shop, "train", "return_model");
    const text = JSON.stringify(await json(shop, "evaluate", "return_model@1"));
    // The trainer's own predictions, from its file, are those of the served path.
    expect(text).toMatch(/"parity":\{"rows":200,"largest":[\d.e-]+,"apart":0/);
    expect(text).toMatch(/"audit":\{"compared":[1-9]\d*,"differences":0/);
    const again = await json(shop, "runs", "reproduce", runId);
    expect(again).toMatchObject({ same: true, artifacts: { differences: [] } });
  },
  LONG,
);

test(
  "a version whose fitted values are of other inputs is not served",
  async () => {
    const shop = await openFittedShop();
    await json(shop, "train", "return_model");
    await json(shop, "materialize", "--to", "2024-02-27");
    await shop.edit("fit(topK(hour, 6))", "fit(topK(hour, 7))");
    const other = await shop.run("serve", "--clock", "2024-02-27");
    expect(other.code).not.toBe(0);
    expect(other.stderr).toContain("F5136");
    expect(other.stderr).toContain("npx bifold train return_model");
    // As if the model read features as they are.
    await shop.declare("{ weight: 1.2 }");
    const raw = await shop.run("serve", "--clock", "2024-02-27");
    expect(raw.stderr).toContain("F5136");
  },
  LONG,
);
