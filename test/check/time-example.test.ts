// The worked example of docs/time.md: its tables are read from the page, and its values computed.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { referenceOf } from "../../compiler/library/reference/evaluate-view.ts";
import { planOf } from "../harness/compile-views.ts";

const page = readFileSync(new URL("../../docs/time.md", import.meta.url), "utf8");
const orders = [...page.matchAll(/^\| (\d+) March \| (\d+) March \| (\d+) \|$/gm)].map(
  ([, at, known, amount]) => ({
    placed: march(at),
    known: march(known),
    customer: "ann",
    amount: Number(amount),
  }),
);
const features = [...page.matchAll(/^\| `(.+)` \| (\d+) \| .+ \|$/gm)].map(([, text, value], index) => ({
  name: `f${index}`,
  text,
  value: Number(value),
}));

function march(day: string | undefined): number {
  return Date.UTC(2026, 2, Number(day)) * 1000;
}

test("the windows of docs/time.md have the values that it says", () => {
  expect([orders.length, features.length]).toEqual([4, 6]);
  const { plan } = planOf(`
import { entity, featureView, mean, parquet, source, sum, t } from "bifold";
export const customer = entity({ keys: { customer: t.string } });
export const orders = source({
  from: parquet("orders.parquet"),
  columns: { placed: t.timestamp, known: t.timestamp, customer: t.string, amount: t.float64 },
  eventTime: (order) => order.placed,
  availableAt: (order) => order.known,
});
export const stats = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({ ${features.map(({ name, text }) => `${name}: ${text}`).join(", ")} }),
  refresh: "stream",
});
`);
  const [view] = plan.views;
  if (view === undefined) throw new Error("no view");
  const found = referenceOf(view, () => orders)(["ann"], march("10"));
  expect(found).toEqual(Object.fromEntries(features.map(({ name, value }) => [name, value])));
});
