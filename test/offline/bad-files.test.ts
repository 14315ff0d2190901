// A source's or spine's file that is not what was declared: refused before anything is computed, naming every fault.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Source } from "../../compiler/ir/program.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { UserError } from "../../runtime/user-error.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { statementsOf } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { writeRows } from "../harness/worlds.ts";

const folder = temporaryFolder();
const file = (name: string): string => path.join(folder, name);
const NOON = 983_448_000_000_000;

const { plan } = planOf(`
import { count, entity, featureView, last, mean, parquet, source, sum, t } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, at: t.timestamp, amount: t.int64, price: t.float64.nullable() },
  eventTime: (event) => event.at });
export const spending = featureView({ entity: user, source: events, key: (event) => ({ user: event.user }),
  features: (event) => ({ events: count().over("1d"), total: sum(event.amount).over("1d"), average: mean(event.amount).over("1d"), last_price: last(event.price) }),
  refresh: { every: "10m" } });
`);
const source = plan.sources[0]?.source as Source;
const COLUMNS = { user: "VARCHAR", at: "TIMESTAMP", amount: "BIGINT", price: "DOUBLE" };
const GOOD: readonly Record<string, Value>[] = [
  { user: "a", at: NOON, amount: 5, price: 1.5 },
  { user: "a", at: NOON + 1_000_000, amount: 7, price: null },
];

let engine: OfflineEngine;
beforeAll(async () => {
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

const refusal = async (work: Promise<unknown>): Promise<UserError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};
const from = (name: string): Source => ({ ...source, path: name });

describe("a source's file", () => {
  test("that is not there", async () => {
    const { code, message } = await refusal(engine.registerSource(from("nowhere.parquet"), folder));
    expect(code).toBe("F5001");
    expect(message).toBe("Source 'events': there is no file nowhere.parquet.");
  });

  test("of no bytes, and of bytes that are no Parquet", async () => {
    writeFileSync(file("empty.parquet"), "");
    expect((await refusal(engine.registerSource(from("empty.parquet"), folder))).code).toBe("F5002");
    writeFileSync(file("text.parquet"), "not a table, whatever its name says");
    expect((await refusal(engine.registerSource(from("text.parquet"), folder))).code).toBe("F5006");
  });

  test("that lacks a column and has another of the wrong type: both are named", async () => {
    await writeRows(file("other.parquet"), { user: "VARCHAR", at: "TIMESTAMP", amount: "VARCHAR" }, [
      { user: "a", at: NOON, amount: "5" },
    ]);
    const { code, message } = await refusal(engine.registerSource(from("other.parquet"), folder));
    expect(code).toBe("F5003");
    expect(message).toContain("column 'amount' is declared int64 but holds VARCHAR");
    expect(message).toContain("column 'price' is not in the file, which has user, at, amount");
  });

  test("without rows is none of these", async () => {
    await writeRows(file("none.parquet"), COLUMNS, []);
    const info = await engine.registerSource(from("none.parquet"), folder);
    expect(info).toMatchObject({ rows: 0, lastEventTime: null });
  });

  test("with nulls where none were declared, and numbers that no double holds: both are counted", async () => {
    await writeRows(file("values.parquet"), COLUMNS, [
      ...GOOD,
      { user: null, at: NOON, amount: 1, price: null },
      { user: "b", at: NOON, amount: "9007199254740993", price: null },
    ]);
    const { code, message } = await refusal(engine.registerSource(from("values.parquet"), folder));
    expect(code).toBe("F5005");
    expect(message).toContain("column 'user' is null in 1 of 4 rows");
    expect(message).toContain("column 'amount' is out of range in 1 of 4 rows");
  });

  test("that is as declared gives its rows and its last instant", async () => {
    await writeRows(file("events.parquet"), COLUMNS, GOOD);
    const info = await engine.registerSource(source, folder);
    expect(info).toMatchObject({ name: "events", rows: 2, lastEventTime: NOON + 1_000_000 });
  });
});

describe("a spine's file", () => {
  const keys: readonly Field[] = [{ name: "user", type: { kind: "string", nullable: false } }];
  const statement = statementsOf(plan).get("sql/feature_views/spending.sql") ?? "";
  const asked = async (rows: readonly Record<string, Value>[]): Promise<readonly Record<string, Value>[]> => {
    await writeRows(file("events.parquet"), COLUMNS, GOOD);
    await engine.registerSource(source, folder);
    await writeRows(file("spine.parquet"), { user: "VARCHAR", as_of: "TIMESTAMP", note: "BIGINT" }, rows);
    await engine.spineFromFile(file("spine.parquet"), keys);
    return rowsOf(engine.stream(statement));
  };

  test("that is not there, or lacks columns", async () => {
    expect((await refusal(engine.spineFromFile(file("gone.parquet"), keys))).code).toBe("F5010");
    await writeRows(file("bare.parquet"), { user: "VARCHAR" }, [{ user: "a" }]);
    const { code, message } = await refusal(engine.spineFromFile(file("bare.parquet"), keys));
    expect(code).toBe("F5011");
    expect(message).toContain("lacks the columns 'as_of'; it has user");
  });

  test("with a column named as features are", async () => {
    await writeRows(
      file("named.parquet"),
      { user: "VARCHAR", as_of: "TIMESTAMP", spending__total: "BIGINT" },
      [{ user: "a", as_of: NOON, spending__total: 1 }],
    );
    const { code, message } = await refusal(engine.spineFromFile(file("named.parquet"), keys));
    expect(code).toBe("F5013");
    expect(message).toContain("has the columns 'spending__total'");
  });

  test("with text where instants belong", async () => {
    await writeRows(file("words.parquet"), { user: "VARCHAR", as_of: "VARCHAR" }, [
      { user: "a", as_of: "soon" },
    ]);
    expect((await refusal(engine.spineFromFile(file("words.parquet"), keys))).code).toBe("F5012");
  });

  test("without rows gives none", async () => {
    expect(await asked([])).toEqual([]);
  });

  test("with unknown and null keys, null instants, and duplicates keeps every row in its place", async () => {
    const later = NOON + 3_600_000_000;
    const rows = await asked([
      { user: "a", as_of: later, note: 1 },
      { user: "stranger", as_of: later, note: 2 },
      { user: null, as_of: later, note: 3 },
      { user: "a", as_of: null, note: 4 },
      { user: "a", as_of: later, note: 5 },
    ]);
    const nothing = {
      spending__events: 0,
      spending__total: 0,
      spending__average: null,
      spending__last_price: null,
    };
    const both = {
      spending__events: 2,
      spending__total: 12,
      spending__average: 6,
      spending__last_price: 1.5,
    };
    expect(rows.map((row) => row.note)).toEqual([1, 2, 3, 4, 5]);
    expect(rows.map((row) => row.row_id)).toEqual([0, 1, 2, 3, 4]);
    for (const [index, wanted] of [both, nothing, nothing, nothing, both].entries()) {
      expect(rows[index]).toMatchObject(wanted);
    }
  });
});
