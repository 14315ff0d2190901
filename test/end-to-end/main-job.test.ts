// `bifold start`: from definitions to a verified prediction, the second time without doing anything twice.
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startRedis } from "../harness/redis.ts";
import { ORDERS, openShop } from "./shop.ts";

const LONG = 240_000;

test(
  "the first run makes everything, the second nothing, a change only what it touches",
  async () => {
    const shop = await openShop();
    const start = async () => {
      const { code, stdout, stderr } = await shop.run("start", "--once", "--json");
      expect(code, stdout + stderr).toBe(0);
      return JSON.parse(stdout);
    };
    const first = await start();
    expect(first).toMatchObject({
      ok: true,
      clock: "2024-02-26T22:03:00Z",
      datasets: [{ rows: 2000, skipped: false }],
      models: [
        { model: "return_model", version: 1, alias: "champion", skipped: false, metrics: { weight: 2 } },
      ],
      views: [
        { view: "customer_orders", rows: 23, skipped: false },
        { view: "shop_orders", rows: 5, skipped: false },
      ],
      differences: 0,
    });
    // 23 + 10 and 5 + 10 keys at two instants, 1,000 rows of the training set.
    expect(first.compared).toBe(33 * 6 * 2 + 15 * 2 * 2 + 1000 * 4);
    const [prediction] = first.predictions;
    expect(prediction.count).toBe(1000);
    expect(prediction.p50).toBeLessThanOrEqual(prediction.p99);
    expect(prediction.curl).toContain(
      "/v1/deployments/returns/predict -H 'content-type: application/json' -d '{",
    );
    expect(prediction.answer).toMatchObject({
      deployment: "returns",
      model: { name: "return_model", version: "1", alias: "champion", run_id: first.models[0].runId },
      features: { customer_orders: { status: "FOUND" }, shop_orders: { status: "FOUND" } },
    });

    const second = await start();
    expect(second.datasets[0]).toMatchObject({ id: first.datasets[0].id, skipped: true });
    expect(second.models[0]).toMatchObject({ version: 1, runId: first.models[0].runId, skipped: true });
    expect(second.views).toMatchObject([{ skipped: true }, { skipped: true }]);
    expect(second).toMatchObject({ ok: true, compared: first.compared, differences: 0 });

    // Another parameter: another version, which does not take over by itself.
    const returns = shop.path("definitions/returns.ts");
    writeFileSync(returns, readFileSync(returns, "utf8").replace("weight: 2", "weight: 3"));
    const third = await start();
    expect(third.datasets[0].skipped).toBe(true);
    expect(third.models[0]).toMatchObject({ version: 2, alias: "challenger", skipped: false });
    expect(third.predictions[0].answer.model.version).toBe("1");

    // Another feature: version 1 cannot be served by what is compiled now.
    const views = shop.path("definitions/views.ts");
    writeFileSync(
      views,
      readFileSync(views, "utf8").replace('count().over(["1d", "7d"])', 'count().over(["1d", "3d"])'),
    );
    const fourth = await start();
    expect(fourth.datasets[0].skipped).toBe(false);
    expect(fourth.models[0]).toMatchObject({ version: 3, alias: "champion", skipped: false });
    expect(fourth.views).toMatchObject([{ skipped: false }, { skipped: true }]);
    expect(fourth.predictions[0].answer.model.version).toBe("3");

    // The trainer's text is part of what a version is trained from.
    appendFileSync(shop.path("definitions/trainers/stump.ts"), "// changed\n");
    expect((await start()).models[0]).toMatchObject({ version: 4, alias: "challenger", skipped: false });

    // Other rows: all of it again, but for the definitions.
    await shop.write("data/orders.parquet", ORDERS.replace("range(2000)", "range(2100)"));
    const last = await start();
    expect(last.datasets[0]).toMatchObject({ rows: 2100, skipped: false });
    expect(last.views).toMatchObject([{ skipped: false }, { skipped: false }]);
    expect(last).toMatchObject({ ok: true, differences: 0 });
  },
  LONG,
);

test(
  "it keeps serving until Ctrl-C, and prints a curl line that answers",
  async () => {
    const shop = await openShop();
    const running = shop.start("start");
    const text = await running.until(/Serving on .* until Ctrl-C\./);
    expect(text).toMatch(/4,456 values compared online and offline, 0 differences/);
    const [, url = "", body = ""] =
      /curl -s (\S+) -H 'content-type: application\/json' -d '(.*)'/.exec(text) ?? [];
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body });
    expect(response.status).toBe(200);
    expect(text).toContain(JSON.stringify(await response.json()));
    const refused = await fetch(url, {
      method: "POST",
      headers,
      body: body.replace(/"amount":[\d.]+/, '"amount":"much"'),
    });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ error: { problems: [{ path: "amount" }] } });
    // As `npm start` does: the terminal's own, and once more from npm.
    running.interrupt();
    running.interrupt();
    const { code, stderr } = await running.finished;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("Stopping") });
  },
  LONG,
);

test(
  "with REDIS_URL the online store is Redis, through the same contract",
  async () => {
    const redis = await startRedis();
    try {
      const shop = await openShop({ variables: { REDIS_URL: redis.url } });
      const { code, stdout } = await shop.run("start", "--once", "--json");
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ ok: true, compared: 4456, differences: 0 });
      await redis.stop();
      const gone = await shop.run("verify");
      expect(gone.code).toBe(1);
      expect(gone.stderr).toMatch(/^error F5201: /);
      // The embedded store is another environment: nothing was materialized there.
      const local = await shop.run("verify", "--env", "local");
      expect(local.code).toBe(1);
      expect(local.stderr).toContain("error F5501: View 'customer_orders' was not materialized");
    } finally {
      await redis.stop();
    }
  },
  LONG,
);
