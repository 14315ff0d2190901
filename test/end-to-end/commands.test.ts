// Each command alone, as a user types them one after the other.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { ORDERS, openShop } from "./shop.ts";

const LONG = 240_000;
const END = "2024-02-26T22:03:00Z";

test(
  "dataset, train, materialize, verify, serve",
  async () => {
    const shop = await openShop();
    expect((await shop.run("compile")).code).toBe(0);

    const dataset = await shop.run("dataset", "return_training", "-o", "out/train.parquet", "--json");
    expect(dataset.code).toBe(0);
    const written = JSON.parse(dataset.stdout);
    expect(written).toMatchObject({
      file: shop.path("out/train.parquet"),
      trainingSet: "return_training",
      rows: 2000,
    });
    expect(written.bytes).toBe(statSync(shop.path("out/train.parquet")).size);
    const [[rows, known, late]] = (await shop.query(
      `SELECT count(*), count(customer_orders__mean_amount_7d), count(*) FILTER (returned NOT IN (0, 1))
       FROM '${shop.path("out/train.parquet")}'`,
    )) as [[bigint, bigint, bigint]];
    expect([Number(rows), Number(late)]).toEqual([2000, 0]);
    expect(Number(known)).toBeGreaterThan(1000);
    const snapshot = readFileSync(shop.path(".bifold/datasets", written.id, "manifest.json"), "utf8");
    expect(JSON.parse(snapshot)).toMatchObject({
      trainingSet: "return_training",
      rows: 2000,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      features: { customer_orders: expect.stringMatching(/^[0-9a-f]{64}$/) },
      sources: { orders: { path: "data/orders.parquet", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });

    const untrained = await shop.run("serve");
    expect(untrained.code).toBe(1);
    expect(untrained.stderr).toContain(
      "error F5134: Deployment 'returns' serves return_model@champion, and there is no such version.",
    );
    expect(untrained.stderr).toContain("hint  Train one: npx bifold train return_model");

    const train = await shop.run("train", "return_model");
    expect(train.code, train.stderr).toBe(0);
    expect(train.stdout).toContain("dataset      return_training: 2,000 rows, 12 features");
    expect(train.stdout).toContain("(current)");
    expect(train.stdout).toContain("train        return_model version 1, champion");

    const materialize = await shop.run("materialize", "--to", END, "--json");
    expect(JSON.parse(materialize.stdout).views).toMatchObject([
      { view: "customer_orders", rows: 23, cut: Date.parse("2024-02-26T22:00:00Z") * 1000 },
      { view: "shop_orders", rows: 5, cut: Date.parse("2024-02-26T21:00:00Z") * 1000 },
    ]);
    const earlier = await shop.run("materialize", "shop_orders", "--to", "2024-02-20");
    expect(earlier.code).toBe(1);
    expect(earlier.stderr).toContain("error F5203: View 'shop_orders' already serves the cut");

    const now = await shop.run("materialize", "shop_orders", "--env", "other");
    expect(now.code, now.stderr).toBe(0);
    expect(now.stderr).toMatch(
      /shop_orders: every window is empty, as the newest row of orders is of (\S+)\. To replay the past: --to \1\n/,
    );

    const verify = await shop.run("verify", "--keys", "7", "--json");
    expect(verify.code).toBe(0);
    expect(JSON.parse(verify.stdout)).toMatchObject({
      ok: true,
      differences: 0,
      views: [
        { view: "customer_orders", rows: 17, found: 7 },
        { view: "shop_orders", rows: 15, found: 5 },
        { view: "at_checkout", rows: 7 },
      ],
    });

    const serving = shop.start("serve", "--clock", END);
    const text = await serving.until(/Ctrl-C stops it/);
    const [, url = ""] = /(http:\S+)\/v1\/deployments\/returns\/predict/.exec(text) ?? [];
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const response = await fetch(`${url}/v1/deployments/returns/features`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ customer: "c9", shop: 1, amount: 10, placed: END }),
    });
    const { values, as_of } = (await response.json()) as { values: Record<string, unknown>; as_of: string };
    expect(as_of).toBe("2024-02-26T22:03:00.000Z");
    const offline = await shop.query(
      `SELECT count(*) FROM '${shop.path("data/orders.parquet")}' WHERE customer = 'c9'
       AND placed_at + INTERVAL 15 MINUTE < TIMESTAMP '2024-02-26 22:00:00'
       AND placed_at >= TIMESTAMP '2024-02-25 22:00:00'`,
    );
    expect(values.customer_orders__orders_1d).toBe(Number(offline[0]?.[0]));
    serving.interrupt();
    expect((await serving.finished).code).toBe(0);
  },
  LONG,
);

test(
  "a port in use is refused at once, before any work",
  async () => {
    const shop = await openShop();
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, "127.0.0.1", resolve);
    });
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      const start = await shop.run("start", "--once", "--port", String(port));
      expect(start).toMatchObject({ code: 1, stdout: "" });
      expect(start.stderr).toBe(
        `error F5602: Port ${port} of 127.0.0.1 is in use.\n  hint  Stop what listens there, or choose another port with --port.\n`,
      );
      await shop.run("compile");
      await shop.run("train", "return_model");
      const serve = await shop.run("serve", "--port", String(port));
      expect(serve.code).toBe(1);
      expect(serve.stderr).toMatch(new RegExp(`^error F\\d+: .*port ${port} of 127.0.0.1 is in use`));
    } finally {
      taken.close();
    }
  },
  LONG,
);

test(
  "verify finds what is not the same, names it in bits, and answers 1",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    await shop.run("materialize", "--to", END);
    // The store still holds the features of yesterday's rows.
    await shop.write("data/orders.parquet", ORDERS.replace("/ 100.0", "/ 100.0 + 1e-9"));
    const { code, stdout, stderr } = await shop.run("verify", "customer_orders");
    expect(code).toBe(1);
    expect(stdout).toMatch(/in all {7}396 values compared, \d+ differences/);
    expect(stderr).toMatch(
      / {2}customer_orders\.\w+ of customer="c\d+" as of 2024-02-26T22:0\d:\S+Z\n {4}online {3}[\d.]+ {2}\([0-9a-f]{16}\)\n {4}offline {2}[\d.]+ {2}\([0-9a-f]{16}\)/,
    );
    expect(stderr.match(/online/g)).toHaveLength(10);
  },
  LONG,
);

test(
  "a trainer that fails leaves its run, its last words, and no version",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    await shop.write("definitions/trainers/ignored.csv", "SELECT 1");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(
      shop.path("definitions/trainers/stump.ts"),
      'console.error("no luck");\nprocess.exit(3);\n',
    );
    const { code, stderr } = await shop.run("train", "return_model");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error F5302: trainer `.*` failed with exit code 3; its last lines:\n {2}\| no luck/,
    );
    expect(readdirSync(shop.path(".bifold/runs"))).toEqual([]);
    const served = await shop.run("serve");
    expect(served.stderr).toContain("error F5134");
  },
  LONG,
);

test(
  "a model that does not take the declared features gets no version",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    const trainer = shop.path("definitions/trainers/stump.ts");
    const wrong = readFileSync(trainer, "utf8").replace(
      "  features: job.features,\n  output",
      '  features: [...job.features.slice(1), "other"],\n  output',
    );
    writeFileSync(trainer, wrong);
    const { code, stderr } = await shop.run("train", "return_model", "--json");
    expect(code, stderr).toBe(1);
    const again = await shop.run("train", "return_model");
    expect(again.stderr).toMatch(/^error F5301: model .* does not fit what is declared:\n {2}- /);
    expect(again.stderr).toContain("other");
    expect((await shop.run("serve")).stderr).toContain("error F5134");
  },
  LONG,
);
