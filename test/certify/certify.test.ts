// The machinery of certificates finds planted faults, makes their worlds small, and answers the same everywhere.
import { afterAll, beforeAll, expect, test } from "vitest";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import type { Faces } from "../../runtime/certify/contract.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { withProgram } from "../fuzz/run-program.ts";
import { planted } from "./plant.ts";

const PROGRAM = `
import { count, entity, featureView, last, max, mean, parquet, source, sum, t } from "bifold";
export const orders = source({ from: parquet("orders.parquet"), columns: { customer: t.string, placed: t.timestamp,
  minutes: t.int64, amount: t.float64.nullable(), returned: t.bool }, eventTime: (o) => o.placed,
  availableAt: (o) => o.placed.plusMinutes(o.minutes) });
export const customer = entity({ keys: { customer: t.string } });
export const view = featureView({ entity: customer, source: orders, key: (o) => ({ customer: o.customer }),
  where: (o) => o.minutes < 95,
  features: (o) => ({
    spent: sum(o.amount).over("6h"),
    orders_1d: count().over("1d"),
    greatest: max(o.amount).over("1d"),
    latest: last(o.amount),
    returns: mean(o.returned ? 1 : 0).over("1d"),
    log_spent: Math.log1p(Math.abs(sum(o.amount).over("1d"))),
  }),
  refresh: { every: "10m", delay: "5m" }, ttl: "12h" });
`;
const BUDGET = { worlds: 12, size: { rows: 80, probes: 40 }, seed: 7 };

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

const certify = (change: (faces: Faces) => Faces) =>
  withProgram(PROGRAM, (faces) => certifyView(change(faces), surroundings, BUDGET));

test("sound faces are certified, on as many values each time", async () => {
  const first = await certify((faces) => faces);
  expect(first.counterexample).toBeNull();
  // Three faces answer six features; few questions have no key or no time.
  expect(first.cases).toBeGreaterThan(12 * 40 * 6 * 2.5);
  expect(await certify((faces) => faces)).toEqual(first);
});

/** Each changes one face a little, as a wrong compiler would; the number is how many places must have changed. */
const STATEMENT_FAULTS: readonly (readonly [string, RegExp, string])[] = [
  [
    "a row counts at the very instant that it is known",
    /greatest\(__et, __at\) \+ 1/g,
    "greatest(__et, __at)",
  ],
  ["a window's tail is an instant late", /__et >= __tail/g, "__et > __tail"],
  ["the ttl is a microsecond short", /- 43200000000\b/g, "- 43199999999"],
  ["the filter is off by one", /< 95\b/g, "<= 95"],
  ["nulls count as zero", /isnan\(/g, "NOT isnan("],
];

test.each(STATEMENT_FAULTS)("a statement in which %s is found out", async (_, pattern, replacement) => {
  const { counterexample } = await certify((faces) => planted(faces, pattern, replacement));
  expect(counterexample).not.toBeNull();
  const rows = counterexample?.world.rows.orders ?? [];
  expect(rows.length, JSON.stringify(counterexample)).toBeLessThanOrEqual(6);
  expect(counterexample?.world.probes).toHaveLength(1);
});

test("served code that is one unit in the last place off is found out", async () => {
  const { counterexample } = await certify((faces) => ({
    ...faces,
    online:
      faces.online === null
        ? null
        : {
            ...faces.online,
            generated: {
              ...faces.online.generated,
              values: (row, tau) =>
                (faces.online?.generated.values(row, tau) ?? []).map((value) =>
                  typeof value === "number" && value > 1 && !Number.isInteger(value)
                    ? value * (1 + Number.EPSILON)
                    : value,
                ),
            },
          },
  }));
  expect(counterexample?.faces).toEqual(["reference", "served"]);
  expect(counterexample?.bits[0]).not.toBe(counterexample?.bits[1]);
});

test("ties of more than ten latest values break in one order", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `c${index}`);
  // Flags of whole days: nearly all rows tie in all but a few of them.
  const program = `
import { entity, featureView, last, parquet, source, t } from "bifold";
export const readings = source({ from: parquet("readings.parquet"), columns: { meter: t.string, at: t.timestamp,
  ${names.map((name) => `${name}: t.bool`).join(", ")} }, eventTime: (r) => r.at.startOfDay() });
export const meter = entity({ keys: { meter: t.string } });
export const view = featureView({ entity: meter, source: readings, key: (r) => ({ meter: r.meter }),
  features: (r) => ({ ${names.map((name) => `f_${name}: last(r.${name})`).join(", ")} }), refresh: { every: "1d" } });
`;
  const { counterexample } = await withProgram(program, (faces) => certifyView(faces, surroundings, BUDGET));
  expect(counterexample).toBeNull();
});
