// Which file types stand behind which declared types: read as the one value that they have there, in sources and spines alike.
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Source } from "../../compiler/ir/program.ts";
import type { ScalarKind, Value } from "../../compiler/ir/value-type.ts";
import { createRandom } from "../../runtime/certify/random.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { UserError } from "../../runtime/user-error.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { planOf } from "../harness/compile-views.ts";
import { statementsOf } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const folder = temporaryFolder();
let connection: DuckDBConnection;
let engine: OfflineEngine;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

type Kind = Exclude<ScalarKind, "decimal">;

const planned = (kind: Kind) =>
  planOf(`
import { count, entity, featureView, parquet, source, t } from "bifold";
export const one = entity({ keys: { x: t.${kind === "float64" ? "int64" : kind} } });
export const rows = source({ from: parquet("x.parquet"), columns: { x: t.${kind === "float64" ? "int64" : kind}, at: t.timestamp }, eventTime: (row) => row.at });
export const counts = featureView({ entity: one, source: rows, key: (row) => ({ x: row.x }), features: () => ({ n: count().over("1d") }), refresh: { every: "10m" } });
`).plan;

let files = 0;
async function write(value: string, format: "parquet" | "csv"): Promise<string> {
  const file = path.join(folder, `${files++}.${format}`);
  const select = `SELECT ${value} AS x, make_timestamp(0) AS "at", make_timestamp(3600000000) AS as_of`;
  await connection.run(`COPY (${select}) TO '${file}'`);
  return file;
}

/** Reads the value as a column of that kind, and as a key of a spine: both must be the same. */
async function read(
  kind: Kind,
  value: string,
  format: "parquet" | "csv" = "parquet",
): Promise<Value | undefined> {
  const type = { kind, nullable: false } as const;
  const file = await write(value, format);
  const source = planned(kind).sources[0]?.source as Source;
  const columns = source.columns.map((column) => (column.name === "x" ? { ...column, type } : column));
  await engine.registerSource({ ...source, columns, format, path: file }, folder);
  const [row] = await rowsOf(engine.stream('SELECT x FROM "rows"'));
  await engine.spineFromFile(file, [{ name: "x", type }]);
  const [asked] = await rowsOf(engine.stream("SELECT x FROM spine"));
  expect(asked).toEqual(row);
  return row?.x;
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { code, message, hint } = error as UserError;
  return `${code} ${message} ${hint}`;
}

describe("t.string", () => {
  test.each([
    ["9007199254740993::BIGINT", "9007199254740993"],
    ["(-5)::TINYINT", "-5"],
    ["18446744073709551615::UBIGINT", "18446744073709551615"],
    ["'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::UUID", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"],
  ])("%s is its text", async (value, text) => {
    expect(await read("string", value)).toBe(text);
  });

  test.each(["'007'", "'1e3'", "'9223372036854775808'", "'2001-03-01'", "'true'"])(
    "%s of a CSV file is as it is written",
    async (value) => {
      expect(await read("string", value, "csv")).toBe(value.slice(1, -1));
    },
  );

  test("keys that no double holds find their rows", async () => {
    const plan = planned("string");
    const file = await write("9007199254740993::BIGINT", "parquet");
    await engine.registerSource({ ...(plan.sources[0]?.source as Source), path: file }, folder);
    await engine.spineFromFile(file, [{ name: "x", type: { kind: "string", nullable: false } }]);
    const [row] = await rowsOf(engine.stream(statementsOf(plan).get("sql/feature_views/counts.sql") ?? ""));
    expect(row).toMatchObject({ x: "9007199254740993", counts__n: 1 });
  });

  test("is no text of a number with a point", async () => {
    expect(await refusal(read("string", "1.5::DOUBLE"))).toMatch(/F5003 .*declared string but holds DOUBLE/);
  });
});

describe("t.float64", () => {
  test("takes the double nearest to a decimal, whatever its digits", async () => {
    const random = createRandom(53);
    const digits = (count: number): string =>
      Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
    for (const [precision, scale] of [
      [9, 3],
      [15, 6],
      [18, 2],
      [18, 17],
      [28, 10],
      [38, 6],
      [38, 37],
    ] as const) {
      const written = Array.from({ length: 200 }, () => `${digits(precision - scale)}.${digits(scale)}`);
      const file = path.join(folder, `${files++}.parquet`);
      const rows = written.map((text, index) => `(${index}, '${text}'::DECIMAL(${precision},${scale}))`);
      await connection.run(
        `COPY (SELECT x, make_timestamp(0) AS "at" FROM (VALUES ${rows.join(", ")}) v(n, x) ORDER BY n) TO '${file}'`,
      );
      const source = planned("int64").sources[0]?.source as Source;
      const type = { kind: "float64", nullable: false } as const;
      const columns = source.columns.map((column) => (column.name === "x" ? { ...column, type } : column));
      await engine.registerSource({ ...source, columns, path: file }, folder);
      const found = await rowsOf(engine.stream('SELECT x FROM "rows"'));
      expect(found.map(({ x }) => x)).toEqual(written.map(Number));
    }
  });

  test("as a column and in a spine", async () => {
    expect(await read("float64", "123456789012345678.10::DECIMAL(38,2)")).toBe(
      Number("123456789012345678.10"),
    );
  });
});

describe("t.timestamp", () => {
  const NOON = 983_448_000_000_000;
  test.each([
    ["'2001-03-01 12:00:00'::TIMESTAMP", NOON],
    ["'2001-03-01 12:00:00'::TIMESTAMP_S", NOON],
    ["'2001-03-01 12:00:00.001'::TIMESTAMP_MS", NOON + 1000],
    ["'2001-03-01 12:00:00.000001'::TIMESTAMP_NS", NOON + 1],
    ["'1960-01-01 00:00:00.000001'::TIMESTAMP_NS", -315_619_199_999_999],
    ["'2001-03-01 14:00:00+02'::TIMESTAMPTZ", NOON],
    ["'2001-03-01'::DATE", NOON - 43_200_000_000],
  ])("%s is an instant of UTC", async (value, instant) => {
    expect(await read("timestamp", value)).toBe(instant);
  });

  test("nanoseconds are not rounded, but refused", async () => {
    const fine = "'2001-03-01 12:00:00.000000001'::TIMESTAMP_NS";
    expect(await refusal(read("timestamp", fine))).toBe(
      "F5005 Source 'rows': column 'x' has digits beyond the microsecond in 1 of 1 rows. Nothing is rounded where data enters: round to microseconds in the export.",
    );
    const file = await write(fine, "parquet");
    const key = { name: "x", type: { kind: "timestamp", nullable: false } } as const;
    expect(await refusal(engine.spineFromFile(file, [key]))).toMatch(/^F5012 /);
  });
});
