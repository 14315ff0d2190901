// Which keys a materialization stores: those of which anything still counts; all others are as unknown as strangers.
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { WHOLE } from "../../runtime/materialize/parts.ts";
import { referenceOf, type Row } from "../../compiler/library/reference/evaluate-view.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { statementsOf, storedFeatures } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const HOUR = 3_600_000_000;
/** 2001-03-01T00:00:00Z. */
const CUT = 983_404_800_000_000;
const folder = temporaryFolder();
const file = path.join(folder, "events.parquet");

const DEFINITIONS = `
import { count, entity, featureView, last, parquet, source, sum, t } from "bifold";
export const events = source({ from: parquet(${JSON.stringify(file)}),
  columns: { user: t.string, at: t.timestamp, amount: t.int64 }, eventTime: (e) => e.at });
export const user = entity({ keys: { user: t.string } });
const features = (e) => ({ newest: last(e.amount), orders: count().over("1d"), spent: sum(e.amount).over("1d") });
export const expiring = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }), features,
  refresh: { every: "1h" }, ttl: "3d" });
export const lasting = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }), features,
  refresh: { every: "1h" } });
`;

/** How long before the cut each of them was last seen. */
const SEEN: Readonly<Record<string, number>> = {
  today: HOUR,
  yesterday: 36 * HOUR,
  last_year: 24 * 365 * HOUR,
};

test("a key of which nothing counts any more is not stored, and answers as one that was never seen", async () => {
  const rows: readonly Row[] = Object.entries(SEEN).map(([user, ago], at) => ({
    user,
    at: CUT - ago,
    amount: at + 1,
  }));
  const writer = await (await DuckDBInstance.create()).connect();
  const values = rows.map(({ user, at, amount }) => `('${user}', make_timestamp(${at}), ${amount}::BIGINT)`);
  await writer.run(`COPY (SELECT * FROM (VALUES ${values}) AS events("user", "at", amount)) TO '${file}'`);

  const { plan } = planOf(DEFINITIONS);
  const statements = statementsOf(plan);
  const engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: folder });
  for (const source of plan.sources) await engine.registerSource(source.source, folder);
  const stored = async (view: string) =>
    rowsOf(engine.stream(statements.get(`materializations/${view}.sql`) ?? "", { cut: CUT, ...WHOLE }));
  const expiring = await stored("expiring");
  expect(expiring.map(({ user }) => user).sort()).toEqual(["today", "yesterday"]);
  // Without a ttl a latest value is known for ever.
  const lasting = await stored("lasting");
  expect(lasting.map(({ user }) => user).sort()).toEqual(Object.keys(SEEN).sort());

  for (const [name, held] of [
    ["expiring", expiring],
    ["lasting", lasting],
  ] as const) {
    const view = plan.views.find((each) => each.name === name);
    if (view === undefined) throw new Error(`no view ${name}`);
    const reference = referenceOf(view, () => rows);
    for (const key of [...Object.keys(SEEN), "stranger"]) {
      expect(storedFeatures(view, held, [key], CUT), `${name} of ${key}`).toEqual(reference([key], CUT));
    }
  }
  engine.close();
});
