// The small shop project of the end-to-end tests: two months of orders.
import { cpSync, mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openProject, type TestProject } from "../harness/project.ts";

const FIXTURE = fileURLToPath(new URL("fixtures/shop", import.meta.url));

/** Two months of orders; every value follows from its number. */
export const ORDERS = `SELECT
  TIMESTAMP '2024-01-01 00:00:00' + to_minutes(i * 41 + i % 7) AS placed_at,
  'c' || (i * 7919 % 23) AS customer,
  i * 104729 % 5 AS shop,
  CASE WHEN i % 97 = 0 THEN 0.5 ELSE (i * 611953 % 10007) / 100.0::DOUBLE END AS amount,
  CASE WHEN i % 3 = 0 THEN NULL ELSE 'SPRING' || (i % 4) END AS coupon,
  i * 15485863 % 4 = 0 AS returned
FROM range(2000) t(i)`;

export type Shop = TestProject;

export interface ShopOptions {
  readonly orders?: string | null;
  readonly variables?: Readonly<Record<string, string>>;
}

export async function openShop({ orders = ORDERS, variables = {} }: ShopOptions = {}): Promise<Shop> {
  const shop = openProject({}, variables);
  cpSync(FIXTURE, shop.root, { recursive: true });
  mkdirSync(shop.path("data"), { recursive: true });
  if (orders !== null) await shop.write("data/orders.parquet", orders);
  return shop;
}
