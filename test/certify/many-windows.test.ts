// A view with more windows than a byte counts, as the daily lags of a season are.
import { afterAll, beforeAll, expect, test } from "vitest";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { withProgram } from "../fuzz/run-program.ts";

const LAGS = 130;

function programOf(feature: (at: number) => string, { late = false, features = LAGS } = {}): string {
  const list = Array.from({ length: features }, (_, at) => `f${at}: ${feature(at)}`).join(", ");
  const available = late ? "availableAt: (e) => e.known" : "";
  return `
import { count, countDistinct, entity, featureView, max, parquet, source, sum, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, at: t.timestamp, known: t.timestamp,
  amount: t.int64, note: t.string }, eventTime: (e) => e.at, ${available} });
export const user = entity({ keys: { user: t.string } });
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ ${list} }), refresh: "stream" });
`;
}

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

const before = (at: number): string => `{ before: "${at + 1}d" }`;

test.each([
  ["sums", programOf((at) => `sum(e.amount).over("1d", ${before(at)})`)],
  ["sums of rows known late", programOf((at) => `sum(e.amount).over("1d", ${before(at)})`, { late: true })],
  ["maxima", programOf((at) => `max(e.amount).over("1d", ${before(at)})`)],
  ["distinct counts", programOf((at) => `countDistinct(e.note).over("1d", ${before(at)})`)],
])("%s", async (_, program) => {
  const { cases, counterexample } = await withProgram(program, (faces) =>
    certifyView(faces, surroundings, { worlds: 1, size: { rows: 20, probes: 10 }, seed: 1 }),
  );
  expect(counterexample).toBeNull();
  expect(cases).toBeGreaterThan(LAGS);
});
