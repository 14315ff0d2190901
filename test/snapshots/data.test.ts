// `bifold data` on a real project: snapshots are listed, compared by content, brought back, and damage is found.
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ORDERS, openShop } from "../end-to-end/shop.ts";

const LONG = 240_000;

test(
  "two snapshots of one training set, before and after its data changed",
  async () => {
    const shop = await openShop();
    expect((await shop.run("data", "list")).stdout).toBe("There are no snapshots yet.\n");
    await shop.run("compile");
    const build = async () =>
      JSON.parse((await shop.run("dataset", "return_training", "-o", "out.parquet", "--json")).stdout)
        .id as string;
    const before = await build();
    // A copy of the source, then other data: ten orders more, and every amount of shop 3 doubled.
    const kept = JSON.parse((await shop.run("data", "snapshot", "orders", "--json")).stdout);
    expect(kept).toMatchObject({
      kind: "source",
      name: "orders",
      path: "data/orders.parquet",
      skipped: false,
    });
    const again = JSON.parse((await shop.run("data", "snapshot", "data/orders.parquet", "--json")).stdout);
    expect(again).toMatchObject({ sha256: kept.sha256, name: "orders.parquet" });
    expect(JSON.parse((await shop.run("data", "snapshot", "orders", "--json")).stdout).skipped).toBe(true);
    await shop.write(
      "data/orders.parquet",
      ORDERS.replace("range(2000)", "range(2010)").replace(
        "ELSE (i * 611953 % 10007) / 100.0::DOUBLE",
        "WHEN i * 104729 % 5 = 3 THEN (i * 611953 % 10007) / 50.0::DOUBLE ELSE (i * 611953 % 10007) / 100.0::DOUBLE",
      ),
    );
    const after = await build();
    expect(after).not.toBe(before);

    const list = JSON.parse((await shop.run("data", "list", "--json")).stdout);
    const ids = list.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([after, before, kept.id, again.id]);
    expect(list).toHaveLength(4);
    expect(list[0]).toMatchObject({
      kind: "training set",
      id: after,
      rows: 2010,
      keys: ["customer", "shop", "as_of"],
    });
    const text = await shop.run("data", "list");
    expect(text.stdout).toMatch(/^kind +id +rows +size +taken +definition or file\n/);
    expect(text.stdout).toContain(before);

    const same = await shop.run("data", "diff", before, before, "--json");
    expect({ code: same.code, ...JSON.parse(same.stdout) }).toMatchObject({ code: 0, identical: true });
    const compared = await shop.run("data", "diff", before, after, "--json");
    expect(compared.code, compared.stderr).toBe(2);
    const diff = JSON.parse(compared.stdout);
    // The same, said by SQL of our own.
    const file = (id: string) => shop.path(".bifold/datasets", id, "train.parquet");
    const [[added, removed, changed]] = (await shop.query(`SELECT
      (SELECT count(*) FROM (FROM '${file(after)}' EXCEPT ALL FROM '${file(before)}')),
      (SELECT count(*) FROM (FROM '${file(before)}' EXCEPT ALL FROM '${file(after)}')),
      (SELECT count(*) FROM '${file(before)}' l JOIN '${file(after)}' r USING (customer, shop, as_of)
        WHERE l.shop_orders__max_amount_1d IS DISTINCT FROM r.shop_orders__max_amount_1d)`)) as [bigint[]];
    expect(diff.rows).toMatchObject({
      before: 2000,
      after: 2010,
      added: Number(added),
      removed: Number(removed),
    });
    expect(diff.rows.added - diff.rows.removed).toBe(10);
    expect(diff.rows.changed).toBe(Number(removed));
    expect(diff.columns).toEqual({ added: [], removed: [], retyped: [] });
    expect(Object.keys(diff.sources)).toEqual(["orders"]);
    expect(diff).toMatchObject({ fingerprints: {}, statements: false });
    const moved = diff.values.find(({ name }: { name: string }) => name === "shop_orders__max_amount_1d");
    expect(moved.changed).toBeCloseTo(Number(changed) / 2000, 12);
    expect((await shop.run("data", "diff", before, after)).stdout).toContain("2,000 → 2,010 rows: ");

    // A definition that changed is named.
    const views = readFileSync(shop.path("definitions/views.ts"), "utf8");
    writeFileSync(shop.path("definitions/views.ts"), views.replace('"7d"', '"6d"'));
    expect((await shop.run("compile")).code).toBe(0);
    const third = await build();
    const defined = JSON.parse((await shop.run("data", "diff", after, third, "--json")).stdout);
    expect(Object.keys(defined.fingerprints)).toContain("customer_orders");
    expect(defined).toMatchObject({
      sources: {},
      statements: true,
      columns: {
        added: [{ name: "customer_orders__orders_6d", type: "BIGINT" }],
        removed: [{ name: "customer_orders__orders_7d", type: "BIGINT" }],
      },
    });

    // Brought back whole, also by the beginning of its hash; the manifest beside it.
    const restored = await shop.run("data", "restore", list[1].sha256.slice(0, 10), "-o", "old");
    expect(restored.code, restored.stderr).toBe(0);
    expect(readFileSync(shop.path("old/train.parquet")).equals(readFileSync(file(before)))).toBe(true);
    await shop.run("data", "restore", kept.id, "-o", "source");
    expect(existsSync(shop.path("source/orders.parquet"))).toBe(true);

    expect((await shop.run("data", "verify")).code).toBe(0);
    // One byte more, one file cut off, one file gone.
    appendFileSync(file(before), "x");
    truncateSync(shop.path(".bifold/sources", kept.id, "orders.parquet"), 100);
    const refused = await shop.run("data", "restore", before, "-o", "old2");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`error F5152: Snapshot ${before} is damaged: its file has the SHA-256 `);
    expect(existsSync(shop.path("old2/train.parquet"))).toBe(false);
    const verify = await shop.run("data", "verify", "--json");
    expect(verify.code).toBe(1);
    const { ok, snapshots } = JSON.parse(verify.stdout);
    expect(ok).toBe(false);
    expect(snapshots.filter(({ problem }: { problem: string | null }) => problem !== null)).toMatchObject([
      { id: before, problem: expect.stringMatching(/^its file has \d+ bytes, and \d+ were recorded$/) },
      { id: kept.id, problem: expect.stringContaining("bytes, and") },
    ]);
  },
  LONG,
);

test(
  "what is not there, or could be several, is refused",
  async () => {
    const shop = await openShop();
    const none = await shop.run("data", "show", "return_training");
    expect(none.stderr).toMatch(
      /^error F5150: There is no snapshot 'return_training'\.\n {2}hint {2}None was taken yet/,
    );
    const missing = await shop.run("data", "snapshot", "data/nothing.csv");
    expect(missing.stderr).toContain("error F5153: There is no file data/nothing.csv to keep a copy of.");
    writeFileSync(shop.path("data/a.csv"), "x\n1\n");
    await shop.run("data", "snapshot", "data/a.csv");
    writeFileSync(shop.path("data/a.csv"), "x\n2\n");
    await shop.run("data", "snapshot", "data/a.csv");
    const two = await shop.run("data", "restore", "a.csv-", "-o", "x");
    expect(two.stderr).toMatch(
      /^error F5151: 'a.csv-' could be 2 snapshots: a\.csv-\w{12}, a\.csv-\w{12}\.\n/,
    );
    const source = await shop.run("data", "diff", "a.csv", "a.csv");
    expect(source.stderr).toMatch(/^error F5154: a\.csv-\w{12} is a copy of a source file/);
    const shown = await shop.run("data", "show", "a.csv");
    expect(shown.stdout).toContain("copy of     data/a.csv");
  },
  LONG,
);
