// Served predictions meet their labels: live metrics as DuckDB counts them, drift that is there, and bounds that cry.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { MonitoringReport } from "../../runtime/monitor/monitoring.ts";
import { END, type LoopShop, openLoopShop, ORDERS } from "../loop/shop.ts";

const LONG = 240_000;

test(
  "monitor joins what was served with orders as they turn out",
  async () => {
    const shop = await openLoopShop();
    const yaml = shop.path("bifold.yaml");
    writeFileSync(
      yaml,
      readFileSync(yaml, "utf8").replace(/serving: \{ /g, "serving: { log: .bifold/predictions, "),
    );
    expect((await shop.run("pipeline", "return_model", "--clock", END)).code).toBe(0);
    expect((await shop.run("materialize", "--to", END)).code).toBe(0);
    const none = await shop.run("monitor", "return_model");
    expect(none.stderr).toContain("F5810");

    const orders =
      await shop.query(`SELECT strftime(placed_at, '%Y-%m-%dT%H:%M:%SZ'), customer, shop::INT, amount
      FROM (${ORDERS}) ORDER BY placed_at DESC LIMIT 400`);
    await serve(shop, orders);
    const { code, stdout, stderr } = await shop.run(
      "monitor",
      "return_model",
      "--json",
      "--html",
      "live.html",
    );
    const report = JSON.parse(stdout) as MonitoringReport;
    expect(report.predictions.rows, stderr).toBe(400);
    expect(report.labels).toMatchObject({ known: 400, ambiguous: 0 });
    expect(report.labels.by).toEqual(expect.arrayContaining(["customer", "placed", "amount"]));

    // The model splits at an amount of 50: what it says and what came back, counted without it.
    const [[accuracy] = []] = await shop.query(`SELECT avg(((amount > 50) = returned)::INT) FROM (
      SELECT * FROM (${ORDERS}) ORDER BY placed_at DESC LIMIT 400)`);
    expect(report.metrics?.accuracy?.value).toBeCloseTo(Number(accuracy), 10);
    // All were asked as of one instant: what customers did of late is the same for each, and drifts; amounts do not.
    const psi = (column: string) =>
      report.drift?.columns.find((each) => each.column === column)?.psi ?? Number.NaN;
    expect(psi("at_checkout__log_amount")).toBeLessThan(0.1);
    expect(psi("shop_orders__max_amount_1d")).toBeGreaterThan(0.5);
    expect(report.drift?.columns.at(-1)).toMatchObject({ column: "probability", kind: "score" });
    expect(code).toBe(2);
    expect(report.bounds).toMatchObject([
      { bound: "auc", crossed: false },
      { bound: "psi", crossed: true },
    ]);
    expect(readFileSync(shop.path("live.html"), "utf8")).toContain("return_model version 1 in service");

    // Only declared bounds decide.
    await shop.declare("{ weight: 1.2 }", "");
    const calm = await shop.run("monitor", "return_model");
    expect(calm.code, calm.stderr).toBe(0);
    expect(calm.stdout).toContain("400 labels known");
  },
  LONG,
);

async function serve(shop: LoopShop, orders: readonly (readonly unknown[])[]): Promise<void> {
  const serving = shop.start("serve", "--clock", END);
  const url = /http:\/\/[\d.]+:\d+/.exec(await serving.until(/http:\/\/[\d.]+:\d+/))?.[0];
  for (let start = 0; start < orders.length; start += 50) {
    const instances = orders.slice(start, start + 50).map(([placed, customer, at, amount]) => ({
      placed,
      customer,
      shop: at,
      amount,
    }));
    const answer = await fetch(`${url}/v1/deployments/returns/predict`, {
      method: "POST",
      body: JSON.stringify({ instances }),
      headers: { "content-type": "application/json" },
    });
    expect(answer.status, await answer.text()).toBe(200);
  }
  serving.interrupt();
  await serving.finished;
}
