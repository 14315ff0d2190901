// One view under two roles, features of features and a union, from definitions to verified predictions over HTTP.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { GeneratedDeployment, GeneratedView } from "../../runtime/serving/contract.ts";
import { openShop } from "../end-to-end/shop.ts";
import { planOf } from "../harness/compile-views.ts";
import { checkFormat, checkTypes } from "../serving/check-generated.ts";
import { encodeRowByHand } from "../serving/encode-row.ts";
import { writeGenerated } from "../serving/write-generated.ts";

const GIFTS = `SELECT
  TIMESTAMP '2024-01-01 00:00:00' + to_minutes(i * 41 + i % 7) AS placed_at,
  'c' || (i * 7919 % 23) AS customer,
  'c' || (i * 104729 % 31) AS gift_to,
  i * 104729 % 5 AS shop,
  (i * 611953 % 10007) / 100.0::DOUBLE AS amount
FROM range(2000) t(i)`;

const RETURNS = `SELECT
  TIMESTAMP '2024-01-02 00:00:00' + to_minutes(i * 97) AS sent_at, 'c' || (i * 31 % 23) AS customer, i % 500 AS cents
FROM range(800) t(i)`;

const DEFINITIONS = `
import { count, deployment, entity, featureView, last, mean, model, parquet, requestView, role, source, sum, t, trainingSet, union } from "bifold";
export const customer = entity({ keys: { customer: t.string } });
export const shop = entity({ keys: { shop: t.int64 } });
export const gifts = source({
  from: parquet("data/orders.parquet"),
  columns: { placed_at: t.timestamp, customer: t.string, gift_to: t.string, shop: t.int64, amount: t.float64 },
  eventTime: (gift) => gift.placed_at,
});
export const returns = source({
  from: parquet("data/returns.parquet"),
  columns: { sent_at: t.timestamp, customer: t.string, cents: t.int64 },
  eventTime: (sent) => sent.sent_at,
});
export const dealings = union({
  columns: { at: t.timestamp, customer: t.string, amount: t.float64 },
  from: [
    [gifts, (gift) => ({ at: gift.placed_at, customer: gift.customer, amount: gift.amount })],
    [returns, (sent) => ({ at: sent.sent_at, customer: sent.customer, amount: sent.cents / -100 })],
  ],
});
export const shop_stats = featureView({
  entity: shop, source: gifts, key: (gift) => ({ shop: gift.shop }),
  features: (gift) => ({ mean_amount_7d: mean(gift.amount).over("7d") }),
  refresh: { every: "1h" },
});
export const customer_stats = featureView({
  entity: customer, source: dealings, key: (dealing) => ({ customer: dealing.customer }),
  features: (dealing) => ({ spent_7d: sum(dealing.amount).over("7d"), dealings_1d: count().over("1d"), last_amount: last(dealing.amount) }),
  refresh: { every: "10m" }, ttl: "2d",
});
export const tastes = featureView({
  entity: customer, source: gifts,
  inputs: { shop: { view: shop_stats, key: (gift) => ({ shop: gift.shop }) }, to: { view: customer_stats, key: (gift) => ({ customer: gift.gift_to }) } },
  key: (gift) => ({ customer: gift.customer }),
  features: (gift, { shop, to }) => ({
    dear: mean(gift.amount / (shop.mean_amount_7d ?? 1)).over("7d"),
    friends_spent: sum(to.spent_7d).over("7d"),
  }),
  refresh: { every: "1h", delay: "5m" },
});
export const both = requestView({
  request: { amount: t.float64 },
  inputs: { giver: role("giver", customer_stats), taker: role("taker", customer_stats) },
  features: (request, { giver, taker }) => ({
    gap: giver.spent_7d - taker.spent_7d * 2,
    share: request.amount / (Math.abs(taker.last_amount ?? 0) + 1),
  }),
});
export const gift_training = trainingSet({
  spine: gifts,
  keys: (gift) => ({ giver_customer: gift.customer, taker_customer: gift.gift_to, customer: gift.customer }),
  asOf: (gift) => gift.placed_at,
  request: (gift) => ({ amount: gift.amount }),
  label: {
    horizon: "3d", source: returns, key: (sent) => ({ taker_customer: sent.customer }),
    value: () => ({ sent_back: count().overAll() > 1 ? 1 : 0 }),
  },
  negatives: { oneIn: 2 },
  split: { test: "2024-02-01" },
  views: [role("giver", customer_stats), role("taker", customer_stats), tastes, both],
});
export const gift_model = model({
  trainingSet: gift_training, trainer: "trainers/stump.ts", params: { weight: 2 }, holdout: { from: "2024-01-20T00:00:00Z" }, seed: 1, output: "probability", nulls: "allow",
});
export const gift_risk = deployment({ model: gift_model, alias: "champion" });
`;

test("a role reads its own key, and the code is as clean as written code", { timeout: 120_000 }, async () => {
  const { plan } = planOf(DEFINITIONS);
  const written = await writeGenerated("roles", plan);
  await checkFormat(written);
  await checkTypes(written);
  const { deployments } = await written.import<{ deployments: readonly GeneratedDeployment[] }>(
    "serving/deployments.ts",
  );
  const { views } = await written.import<{ views: readonly GeneratedView[] }>("serving/views.ts");
  const [deployment] = deployments;
  const stats = views.find(({ view }) => view === "customer_stats");
  if (deployment === undefined || stats === undefined) throw new Error("nothing was generated");
  const body = { giver_customer: "c1", taker_customer: "c2", customer: "c3", amount: 5 };
  const request = deployment.parse(body, "", []);
  expect(deployment.requestFields.map(({ name }) => name)).toEqual([
    "customer",
    "giver_customer",
    "taker_customer",
    "amount",
  ]);
  expect(deployment.views.map(({ view, role }) => [view, role])).toEqual([
    ["tastes", undefined],
    ["customer_stats", "giver"],
    ["customer_stats", "taker"],
  ]);
  const keys = deployment.views.slice(1).map((view) => view.keyOf(request));
  expect(keys).toEqual([stats.keyOf({ customer: "c1" }), stats.keyOf({ customer: "c2" })]);
  const layout = plan.views.find(({ name }) => name === "customer_stats")?.layout;
  if (layout === undefined) throw new Error("no layout");
  const row = (value: number) =>
    encodeRowByHand(
      layout.slots,
      Object.fromEntries(layout.slots.map(({ column, kind }) => [column, kind === "timestamp" ? 0 : value])),
    );
  const values = deployment.features(request, [null, row(7), row(3)], 0);
  const named = Object.fromEntries(deployment.inputs.map(({ name }, index) => [name, values[index]]));
  expect(named).toMatchObject({
    giver__spent_7d: 7,
    taker__spent_7d: 3,
    both__gap: 1,
    both__share: 1.25,
    tastes__friends_spent: 0,
  });
});

test("served, verified and trained alike", { timeout: 240_000 }, async () => {
  const shop = await openShop({ orders: GIFTS });
  await shop.write("data/returns.parquet", RETURNS);
  for (const name of readdirSync(shop.path("definitions")).filter((each) => each.endsWith(".ts"))) {
    rmSync(shop.path("definitions", name));
  }
  mkdirSync(shop.path("definitions"), { recursive: true });
  writeFileSync(shop.path("definitions/gifts.ts"), DEFINITIONS);
  const { code, stdout, stderr } = await shop.run("start", "--once", "--json");
  expect(code, stdout + stderr).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ ok: true, differences: 0 });
  expect(report.views.map(({ view }: { view: string }) => view)).toEqual([
    "customer_stats",
    "shop_stats",
    "tastes",
  ]);
  expect(Object.keys(report.predictions[0].answer.features)).toEqual([
    "tastes",
    "giver__customer_stats",
    "taker__customer_stats",
  ]);
  const [dataset] = readdirSync(shop.path(".bifold/datasets"));
  const folder = shop.path(".bifold/datasets", dataset ?? "");
  const manifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
  expect(Object.keys(manifest.sources)).toEqual(["gifts", "returns"]);
  const file = path.join(folder, "train.parquet");
  const [late] = await shop.query(
    `SELECT count(*) FROM '${shop.path("data/orders.parquet")}'
     WHERE placed_at + INTERVAL 3 DAY > (SELECT max(sent_at) FROM '${shop.path("data/returns.parquet")}')`,
  );
  expect(BigInt(manifest.unfinishedRows)).toBe(late?.[0]);
  const wrong = await shop.query(
    `WITH o AS (SELECT *, count(*) OVER (PARTITION BY placed_at, customer, gift_to) AS n FROM '${shop.path("data/orders.parquet")}')
     SELECT d.* FROM '${file}' d LEFT JOIN o
     ON d.as_of = o.placed_at AND d.giver_customer = o.customer AND d.taker_customer = o.gift_to
     WHERE o.n IS NULL OR o.n > 1
     OR d.sent_back <> (SELECT CASE WHEN count(*) > 1 THEN 1 ELSE 0 END FROM '${shop.path("data/returns.parquet")}' r
       WHERE r.customer = d.taker_customer AND r.sent_at >= d.as_of AND r.sent_at < d.as_of + INTERVAL 3 DAY)
     OR d.sample_weight <> CASE WHEN d.sent_back = 0 THEN 2 ELSE 1 END
     OR d.split <> CASE WHEN d.as_of >= TIMESTAMP '2024-02-01' THEN 'test' ELSE 'train' END`,
  );
  expect(wrong).toEqual([]);
  const job = await shop.query(`SELECT count(*) FILTER (sent_back = 1), count(*) FROM '${file}'`);
  expect(Number(job[0]?.[0])).toBeGreaterThan(100);
});
