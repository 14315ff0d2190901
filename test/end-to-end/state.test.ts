// State that is not ours, not whole, or not finished: it is refused or made again, and never half read.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { openShop } from "./shop.ts";

const LONG = 240_000;
const END = "2024-02-26T22:03:00Z";

/** Enough customers that filling a view takes a while. */
const MANY = `SELECT TIMESTAMP '2024-02-26 12:00:00' + to_microseconds(i * 60000) AS placed_at, 'customer ' || i AS customer,
  i % 5 AS shop, i / 7.0::DOUBLE AS amount, NULL::VARCHAR AS coupon, i % 4 = 0 AS returned FROM range(400000) t(i)`;

async function happened(condition: () => boolean): Promise<void> {
  while (!condition()) await setTimeout(20);
}

test(
  "Ctrl-C in the middle of materialize leaves what was served, and a second run goes through",
  async () => {
    const shop = await openShop({ orders: MANY });
    await shop.run("compile");
    const first = await shop.run("materialize", "customer_orders", "--to", "2024-02-26T13:00:00Z", "--json");
    const [before] = JSON.parse(first.stdout).views;
    expect(before.rows).toBeGreaterThan(10_000);

    const size = () => statSync(shop.path(".bifold/online/data.mdb")).size;
    const full = size();
    const running = shop.start("materialize", "customer_orders", "--to", END);
    await happened(() => size() > full);
    running.interrupt();
    const { code, stderr } = await running.finished;
    expect(stderr).toContain("Stopping; Ctrl-C again to end at once.");
    expect({ code, stderr }).toEqual({
      code: 130,
      stderr: expect.stringContaining("Nothing half-written will be read"),
    });

    // What is served is the whole first cut.
    const verify = await shop.run("verify", "customer_orders", "--json");
    expect(verify.code).toBe(0);
    expect(JSON.parse(verify.stdout).views[0]).toMatchObject({ cut: before.cut, rows: 1010, differences: 0 });

    const second = await shop.run("materialize", "customer_orders", "--to", END, "--json");
    expect(second.code).toBe(0);
    const [after] = JSON.parse(second.stdout).views;
    expect(after).toMatchObject({ skipped: false, cut: Date.parse("2024-02-26T22:00:00Z") * 1000 });
    expect(after.rows).toBeGreaterThan(before.rows);
    expect((await shop.run("verify", "customer_orders")).code).toBe(0);
  },
  LONG,
);

test(
  "Ctrl-C in the middle of a dataset leaves no snapshot, and nothing beside it",
  async () => {
    const shop = await openShop({ orders: MANY });
    await shop.run("compile");
    const running = shop.start("dataset", "return_training", "-o", "out.parquet");
    await happened(() => existsSync(shop.path(".bifold/datasets")));
    running.interrupt();
    const { code } = await running.finished;
    expect(code).toBe(130);
    expect(readdirSync(shop.path(".bifold/datasets"))).toEqual([]);
    expect(readdirSync(shop.path(".bifold/spill"))).toEqual([]);
    expect(readdirSync(shop.root)).not.toContain("out.parquet");
  },
  LONG,
);

test(
  "Ctrl-C in the middle of a training ends the trainer, and its run as killed",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    writeFileSync(
      shop.path("definitions/trainers/stump.ts"),
      'console.error("pid", process.pid);\nsetInterval(() => {}, 1000);\n',
    );
    const running = shop.start("train", "return_model");
    const text = await running.until(/\| pid \d+/);
    const pid = Number(/\| pid (\d+)/.exec(text)?.[1]);
    running.interrupt();
    expect((await running.finished).code).toBe(130);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    expect(readdirSync(shop.path(".bifold/runs"))).toEqual([]);
    const metadata = await openSqlite({ path: shop.path(".bifold/tracking.db") });
    const { rows } = await sql<{ status: string }>`SELECT status FROM run`.execute(metadata.kysely);
    await metadata.close();
    expect(rows).toEqual([{ status: "KILLED" }]);
  },
  LONG,
);

test(
  "an online store's folder that is not one is refused",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    mkdirSync(shop.path(".bifold"), { recursive: true });
    writeFileSync(shop.path(".bifold/online"), "a file");
    const file = await shop.run("materialize", "--to", END);
    expect(file.code).toBe(1);
    expect(file.stderr).toMatch(/^error F52\d\d: .*\.bifold\/online/);
    rmSync(shop.path(".bifold/online"));
    mkdirSync(shop.path(".bifold/online"));
    writeFileSync(shop.path(".bifold/online/photo.jpg"), "not ours");
    const foreign = await shop.run("start", "--once");
    expect(foreign).toMatchObject({ code: 1, stdout: "" });
    expect(foreign.stderr).toMatch(/^error F5206: /);
    expect(readFileSync(shop.path(".bifold/online/photo.jpg"), "utf8")).toBe("not ours");
  },
  LONG,
);

test(
  "an online store of another version is refused",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    await shop.run("materialize", "--to", END);
    const marker = shop.path(".bifold/online/bifold-online.json");
    writeFileSync(marker, readFileSync(marker, "utf8").replace('"format":1', '"format":99'));
    for (const command of [["materialize", "--to", END], ["verify"], ["start", "--once"]]) {
      const { code, stderr } = await shop.run(...command);
      expect({ command, code }).toEqual({ command, code: 1 });
      expect(stderr).toMatch(/^error F5205: /);
    }
  },
  LONG,
);

test(
  "a tracking database that is none is refused",
  async () => {
    const shop = await openShop();
    await shop.run("compile");
    mkdirSync(shop.path(".bifold"), { recursive: true });
    writeFileSync(shop.path(".bifold/tracking.db"), "certainly not SQLite, but long enough to look at");
    const { code, stderr } = await shop.run("train", "return_model");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error F5132: The tracking database \.bifold\/tracking\.db cannot be opened: .*\n {2}hint /,
    );
  },
  LONG,
);
