// A source of no rows, and one of several files that a pattern matches: read as one, in the order of their paths.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Source } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { UserError } from "../../runtime/user-error.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { planOf } from "../harness/compile-views.ts";
import { statementsOf, viewAsOfSpine } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { writeRows } from "../harness/worlds.ts";

const folder = temporaryFolder();
const NOON = 983_448_000_000_000;
const COLUMNS = { user: "VARCHAR", at: "TIMESTAMP", amount: "BIGINT" };

const { plan } = planOf(`
import { count, entity, featureView, max, parquet, source, sum, t } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, at: t.timestamp, amount: t.int64 },
  eventTime: (event) => event.at });
export const spending = featureView({ entity: user, source: events, key: (event) => ({ user: event.user }),
  features: (event) => ({ events: count().over("1d"), total: sum(event.amount).over("1d"), most: max(event.amount).over("1d") }),
  refresh: { every: "10m" } });
`);
const source = plan.sources[0]?.source as Source;
const from = (declared: string, format: Source["format"] = "parquet"): Source => ({
  ...source,
  path: declared,
  format,
});

let engine: OfflineEngine;
beforeAll(async () => {
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

/** A folder of its own for each test. */
let number = 0;
let here = "";
beforeEach(() => {
  here = path.join(folder, `[${number++}]`);
  mkdirSync(path.join(here, "data"), { recursive: true });
});
const write = (
  name: string,
  amounts: readonly Value[],
  columns: Readonly<Record<string, string>> = COLUMNS,
) =>
  writeRows(
    path.join(here, "data", name),
    columns,
    amounts.map((amount, index) => ({ user: "a", at: NOON + index, amount })),
  );

const amounts = async (): Promise<readonly (Value | undefined)[]> =>
  (await rowsOf(engine.stream('SELECT amount FROM "events"'))).map(({ amount }) => amount);

async function refusal(declared: Source): Promise<string> {
  const error = await engine.registerSource(declared, here).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { code, message, hint } = error as UserError;
  return `${code} ${message} ${hint}`;
}

describe("without rows", () => {
  test.each(["parquet", "csv"] as const)("in %s, features have the values of no rows", async (format) => {
    if (format === "parquet") await write("none.parquet", []);
    else writeFileSync(path.join(here, "data/none.csv"), "user,at,amount\n");
    const info = await engine.registerSource(from(`data/none.${format}`, format), here);
    expect(info).toMatchObject({ rows: 0, lastEventTime: null });
    await writeRows(path.join(here, "spine.parquet"), { user: "VARCHAR", as_of: "TIMESTAMP" }, [
      { user: "a", as_of: NOON },
    ]);
    const [row] = await viewAsOfSpine(engine, plan, statementsOf(plan), "spending", here);
    expect(row).toMatchObject({ spending__events: 0, spending__total: 0, spending__most: null });
    const cut = { cut: NOON, part: 0, parts: 1 };
    expect(
      await rowsOf(engine.stream(statementsOf(plan).get("materializations/spending.sql") ?? "", cut)),
    ).toEqual([]);
  });

  test("a CSV file must have the columns all the same", async () => {
    writeFileSync(path.join(here, "data/none.csv"), "user,at\n");
    expect(await refusal(from("data/none.csv", "csv"))).toContain(
      "F5003 Source 'events' does not match data/none.csv",
    );
  });
});

describe("a pattern", () => {
  test("reads all files that it matches, in the order of their paths", async () => {
    await write("ev_2.parquet", [3, 4]);
    await write("ev_10.parquet", [1, 2]);
    await write("other.parquet", [9]);
    const info = await engine.registerSource(from("data/ev_*.parquet"), here);
    expect(info.files.map((file) => path.relative(here, file))).toEqual([
      "data/ev_10.parquet",
      "data/ev_2.parquet",
    ]);
    expect(info).toMatchObject({ rows: 4, lastEventTime: NOON + 1 });
    expect(await amounts()).toEqual([1, 2, 3, 4]);
  });

  test("reads folders below, and files whose own names look like patterns", async () => {
    mkdirSync(path.join(here, "data/2001"));
    await write("2001/ev[1].parquet", [1]);
    await write("ev*.parquet", [2]);
    await engine.registerSource(from("data/**/*.parquet"), here);
    expect(await amounts()).toEqual([1, 2]);
    await engine.registerSource(from("data/2001/ev[1].parquet"), here);
    expect(await amounts()).toEqual([1]);
  });

  test("each file is held against the declaration by itself: columns in any order, of any type that may stand behind it", async () => {
    await write("a.parquet", [1], { amount: "INTEGER", user: "VARCHAR", at: "TIMESTAMP" });
    await write("b.parquet", [2], { user: "VARCHAR", amount: "SMALLINT", at: "TIMESTAMP", note: "VARCHAR" });
    await write("c.parquet", [3], { note: "VARCHAR", amount: "SMALLINT", user: "VARCHAR", at: "TIMESTAMP" });
    await engine.registerSource(from("data/*.parquet"), here);
    expect(await amounts()).toEqual([1, 2, 3]);
  });

  test("CSV files are each read as they are written", async () => {
    writeFileSync(path.join(here, "data/a.csv"), "user,at,amount\n007,2001-03-01 12:00:00,1\n");
    writeFileSync(path.join(here, "data/b.csv"), "amount;at;user\n2;2001-03-01T12:00:00Z;1e3\n");
    writeFileSync(path.join(here, "data/c.csv"), "user,at,amount\n");
    const info = await engine.registerSource(from("data/*.csv", "csv"), here);
    expect(info.rows).toBe(2);
    expect(await rowsOf(engine.stream('SELECT "user", amount FROM "events"'))).toEqual([
      { user: "007", amount: 1 },
      { user: "1e3", amount: 2 },
    ]);
  });

  test("the file that is not as declared is named", async () => {
    await write("a.parquet", [1]);
    await write("b.parquet", ["x"], { ...COLUMNS, amount: "VARCHAR" });
    expect(await refusal(from("data/*.parquet"))).toMatch(
      /^F5003 Source 'events' does not match data\/b\.parquet: column 'amount' is declared int64 but holds VARCHAR\./,
    );
    await write("b.parquet", [1, null]);
    expect(await refusal(from("data/*.parquet"))).toMatch(
      /^F5005 Source 'events': column 'amount' is null in 1 of 3 rows, first in row 2 of data\/b\.parquet\./,
    );
    writeFileSync(path.join(here, "data/b.parquet"), "");
    expect(await refusal(from("data/*.parquet"))).toMatch(
      /^F5002 Source 'events': data\/b\.parquet is empty/,
    );
    writeFileSync(path.join(here, "data/b.parquet"), "no table");
    expect(await refusal(from("data/*.parquet"))).toMatch(
      /^F5006 The file of source 'events', data\/b\.parquet, cannot be read/,
    );
  });

  test("that matches nothing, and a folder", async () => {
    expect(await refusal(from("data/ev*.parquet"))).toMatch(
      /^F5001 Source 'events': no file matches data\/ev\*\.parquet\./,
    );
    expect(await refusal(from("data/"))).toMatch(
      /^F5001 Source 'events': data\/ is a folder\. Say which of its files are meant: parquet\("data\/\*\.parquet"\)\./,
    );
  });
});
