// What users really bring: sources that are not there or not as declared, and spines of every kind.
import { truncateSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ORDERS, openShop, type Shop, type ShopOptions } from "./shop.ts";

const LONG = 120_000;

async function compiledShop(options: ShopOptions = {}): Promise<Shop> {
  const shop = await openShop(options);
  expect((await shop.run("compile")).code).toBe(0);
  return shop;
}

const FILE = "data/orders.parquet";

test.each<[string, (shop: Shop) => Promise<void> | void, RegExp]>([
  [
    "is missing",
    () => {},
    /^error F5001: Source 'orders': there is no file data\/orders\.parquet\.\n {2}hint /,
  ],
  [
    "is empty",
    (shop) => writeFileSync(shop.path(FILE), ""),
    /^error F5002: Source 'orders': data\/orders\.parquet is empty \(0 bytes\)\./,
  ],
  [
    "is cut off",
    async (shop) => {
      await shop.write(FILE, ORDERS);
      truncateSync(shop.path(FILE), 5_000);
    },
    /^error F5006: The file of source 'orders' cannot be read as parquet: /,
  ],
  [
    "lacks columns and has others of another type",
    (shop) =>
      shop.write(
        FILE,
        `SELECT placed_at, customer AS client, shop::VARCHAR AS shop, amount, coupon, returned FROM (${ORDERS})`,
      ),
    /^error F5003: Source 'orders' does not match data\/orders\.parquet: column 'customer' is not in the file, which has .*; column 'shop' is declared int64 but holds VARCHAR\./,
  ],
  [
    "has nulls where none are declared",
    (shop) => shop.write(FILE, ORDERS.replace("i * 104729 % 5 AS", "nullif(i * 104729 % 5, 0) AS")),
    /^error F5005: Source 'orders': column 'shop' is null in 400 of 2000 rows\./,
  ],
])(
  "a source file that %s",
  async (_, prepare, said) => {
    const shop = await compiledShop({ orders: null });
    await prepare(shop);
    const { code, stdout, stderr } = await shop.run("dataset", "return_training", "-o", "out.parquet");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(said);
    expect((await shop.run("materialize", "--json")).code).toBe(1);
  },
  LONG,
);

const END = "TIMESTAMP '2024-02-26 22:03:00'";

/** Rows of `customer, shop, as_of, placed, amount`. */
const spineOf = (...rows: readonly string[]): string =>
  `SELECT * FROM (VALUES ${rows.join(", ")}) s(customer, shop, as_of, placed, amount)`;

test(
  "every row of a spine gets its own row: known, unknown, null and repeated keys, any instant",
  async () => {
    const shop = await compiledShop();
    await shop.write(
      "spine.parquet",
      spineOf(
        `('c9', 1, ${END}, ${END}, 10.0)`,
        `('nobody', 99, ${END}, ${END}, 10.0)`,
        `(NULL, 1, ${END}, ${END}, 10.0)`,
        `('c9', NULL, ${END}, ${END}, 10.0)`,
        `('c9', 1, NULL, ${END}, 10.0)`,
        `('c9', 1, TIMESTAMP '1700-01-01', ${END}, 10.0)`,
        `('c9', 1, TIMESTAMP '2250-01-01', ${END}, 10.0)`,
        `('c9', 1, ${END}, ${END}, 10.0)`,
        `('c9', 1, ${END}, ${END}, 'NaN'::DOUBLE)`,
      ),
    );
    const built = await shop.run(
      "dataset",
      "return_training",
      "--spine",
      "spine.parquet",
      "-o",
      "out.parquet",
    );
    expect(built.code, built.stderr).toBe(0);
    expect(built.stdout).toContain("9 rows of spine.parquet");
    const rows = await shop.query(
      `SELECT customer, shop::INT, customer_orders__orders_7d::INT, customer_orders__last_amount, shop_orders__max_amount_1d
       FROM '${shop.path("out.parquet")}'`,
    );
    const [known] = rows;
    expect(rows).toHaveLength(9);
    expect(known).toEqual(["c9", 1, expect.any(Number), expect.any(Number), expect.any(Number)]);
    expect(rows[1]).toEqual(["nobody", 99, 0, null, null]);
    expect(rows[2]).toEqual([null, 1, 0, null, known?.[4]]);
    expect(rows[3]).toEqual(["c9", null, known?.[2], known?.[3], null]);
    for (const at of [4, 5]) expect(rows[at]?.slice(2)).toEqual([0, null, null]);
    expect(rows[6]?.slice(2)).toEqual([0, null, null]);
    expect(rows[7]).toEqual(known);
    expect(rows[8]).toEqual(known);
  },
  LONG,
);

test(
  "a spine as CSV, and one of no rows at all",
  async () => {
    const shop = await compiledShop();
    await shop.write("spine.csv", spineOf(`('c9', 1, ${END}, ${END}, 10.0)`));
    const csv = await shop.run(
      "dataset",
      "return_training",
      "--spine",
      "spine.csv",
      "-o",
      "csv.parquet",
      "--json",
    );
    expect(JSON.parse(csv.stdout)).toMatchObject({ rows: 1, spine: "spine.csv" });
    await shop.write("none.parquet", `${spineOf(`('c9', 1, ${END}, ${END}, 10.0)`)} LIMIT 0`);
    const none = await shop.run(
      "dataset",
      "return_training",
      "--spine",
      "none.parquet",
      "-o",
      "none-out.parquet",
    );
    expect(none.code, none.stderr).toBe(0);
    const columns = await shop.query(`DESCRIBE SELECT * FROM '${shop.path("none-out.parquet")}'`);
    expect(columns.map(([name]) => name)).toContain("customer_orders__orders_7d");
    expect(await shop.query(`SELECT count(*)::INT FROM '${shop.path("none-out.parquet")}'`)).toEqual([[0]]);
  },
  LONG,
);

test.each<[string, string | null, RegExp]>([
  ["is missing", null, /^error F5010: The spine .*spine\.parquet is not there\./],
  [
    "lacks columns",
    `SELECT customer, as_of FROM (${spineOf(`('c9', 1, ${END}, ${END}, 10.0)`)})`,
    /^error F5011: The spine .* lacks the columns 'shop', '(amount|placed)', '(amount|placed)'; it has customer, as_of\./,
  ],
  [
    "has keys of another type",
    spineOf(`('c9', 'one', ${END}, ${END}, 10.0)`),
    /^error F5012: The spine .* column 'shop' is no whole number .*, first in row 1: 'one'/,
  ],
  [
    "leaves out what a request must carry",
    spineOf(`('c9', 1, ${END}, ${END}, 10.0)`, `('c9', 1, ${END}, ${END}, NULL)`),
    /^error F5012: The spine .* column 'amount' is null in 1 of 2 rows, first in row 2\./,
  ],
  [
    "has instants that are none",
    spineOf(`('c9', 1, 'yesterday', ${END}, 10.0)`),
    /^error F5012: The spine .* column 'as_of' is no instant .*, first in row 1: 'yesterday'/,
  ],
])(
  "a spine that %s",
  async (_, sql, said) => {
    const shop = await compiledShop();
    if (sql !== null) await shop.write("spine.parquet", sql);
    const { code, stderr } = await shop.run(
      "dataset",
      "return_training",
      "--spine",
      "spine.parquet",
      "-o",
      "out.parquet",
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(said);
    expect(await shop.query(`SELECT count(*)::INT FROM glob('${shop.path("out.parquet*")}')`)).toEqual([[0]]);
  },
  LONG,
);
