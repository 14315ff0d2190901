// What files may hold behind decimals, lists and vectors: read exactly, or refused by name, with the row.
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Source } from "../../compiler/ir/program.ts";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { UserError } from "../../runtime/user-error.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const folder = temporaryFolder();
let connection: DuckDBConnection;
let engine: OfflineEngine;

beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

const { plan } = planOf(`
import { count, entity, featureView, parquet, source, t } from "bifold";
export const one = entity({ keys: { k: t.string } });
export const rows = source({ from: parquet("x.parquet"), columns: { k: t.string, at: t.timestamp }, eventTime: (row) => row.at });
export const counts = featureView({ entity: one, source: rows, key: (row) => ({ k: row.k }), features: () => ({ n: count().over("1d") }), refresh: { every: "10m" } });
`);

function sourceOf(type: ValueType, format: "parquet" | "csv", file: string): Source {
  const [planned] = plan.sources;
  if (planned === undefined) throw new Error("There is no source.");
  const columns = [...planned.source.columns, { name: "x", type }];
  return { ...planned.source, format, path: file, columns };
}

let files = 0;
/** Registers a file with a column of these SQL values; answers it as it is read. */
async function read(
  type: ValueType,
  values: readonly string[],
  format: "parquet" | "csv" = "parquet",
): Promise<readonly (Value | undefined)[]> {
  const file = `${files++}.${format}`;
  const rows = values.map(
    (value, at) => `SELECT ${at} AS n, 'k' AS k, make_timestamp(0) AS "at", ${value} AS x`,
  );
  await connection.run(
    `COPY (SELECT k, "at", x FROM (${rows.join(" UNION ALL ")}) ORDER BY n) TO '${path.join(folder, file)}'`,
  );
  await engine.registerSource(sourceOf(type, format, file), folder);
  return (await rowsOf(engine.stream('SELECT x FROM "rows"'))).map(({ x }) => x);
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

const decimal = (precision: number, scale: number, nullable = false): ValueType => ({
  kind: "decimal",
  nullable,
  precision,
  scale,
});
const list = (element: ValueType, size?: number): ValueType => ({
  kind: "list",
  nullable: false,
  element,
  ...(size === undefined ? {} : { size }),
});
const FLOAT64: ValueType = { kind: "float64", nullable: false };

describe("decimals", () => {
  test("of any width and of whole numbers, exactly", async () => {
    expect(await read(decimal(5, 2), ["12.30::DECIMAL(4,2)", "-0.01::DECIMAL(4,2)"])).toEqual([1230, -1]);
    expect(await read(decimal(15, 2), ["12.3::DECIMAL(9,1)", "NULL::DECIMAL(9,1)"].slice(0, 1))).toEqual([
      1230,
    ]);
    expect(await read(decimal(15, 2, true), ["1.5::DECIMAL(38,10)", "NULL"])).toEqual([150, null]);
    expect(await read(decimal(15, 0), ["-999999999999999::DECIMAL(38,0)"])).toEqual([-999999999999999]);
    expect(await read(decimal(9, 4), ["7::TINYINT", "-8"])).toEqual([70000, -80000]);
  });

  test("of CSV files as they are written: 0.1 + 0.2 is no matter of doubles", async () => {
    expect(await read(decimal(15, 2), ["'0.30'", "'1234567890123.45'", "'-7'", "'2.500'"], "csv")).toEqual([
      30, 123456789012345, -700, 250,
    ]);
    const text = await refusal(read(decimal(9, 2), ["'1.00'", "'1e3'"], "csv"));
    expect(text).toMatch(
      /F5005 .*'x' is no decimal of 2 digits after the point in 1 of 2 rows, first in row 2/,
    );
  });

  test("that do not fit are refused, with the first row", async () => {
    expect(await refusal(read(decimal(5, 2), ["1.5::DECIMAL(9,3)", "2.125::DECIMAL(9,3)"]))).toMatch(
      /F5005 .*'x' is no decimal of 2 digits after the point in 1 of 2 rows, first in row 2\. Nothing is rounded/,
    );
    expect(await refusal(read(decimal(5, 2), ["1000.00::DECIMAL(9,2)"]))).toMatch(
      /'x' has more digits than t\.decimal\(5, 2\) in 1 of 1 rows, first in row 1/,
    );
    expect(await refusal(read(decimal(15, 15), ["1e22::DECIMAL(38,0)"]))).toMatch(/has more digits/);
    expect(await refusal(read(decimal(15, 2), ["1.5::DOUBLE"]))).toMatch(
      /F5003 .*declared decimal but holds DOUBLE/,
    );
  });
});

describe("lists", () => {
  test("of narrow types widen item by item; arrays are lists", async () => {
    expect(await read(list(FLOAT64, 2), ["[0.1, 2]::FLOAT[]"])).toEqual([[Math.fround(0.1), 2]]);
    expect(await read(list(FLOAT64, 2), ["[0.1, 2]::FLOAT[2]"])).toEqual([[Math.fround(0.1), 2]]);
    expect(await read(list({ kind: "int64", nullable: false }), ["[1, -2]::SMALLINT[]", "[]"])).toEqual([
      [1, -2],
      [],
    ]);
    expect(await read(list(decimal(9, 2)), ["[1.5, 2]::DECIMAL(9,1)[]"])).toEqual([[150, 200]]);
    expect(await read(list({ kind: "timestamp", nullable: false }), ["[DATE '1970-01-02']"])).toEqual([
      [86_400_000_000],
    ]);
  });

  test("of another size, with null items, or of other items are refused", async () => {
    expect(await refusal(read(list(FLOAT64, 2), ["[1, 2]::DOUBLE[]", "[1]::DOUBLE[]"]))).toMatch(
      /F5005 .*'x' does not have 2 items in 1 of 2 rows, first in row 2/,
    );
    expect(await refusal(read(list(FLOAT64), ["[1, NULL]::DOUBLE[]"]))).toMatch(
      /'x' has an item that is null in 1 of 1/,
    );
    expect(await refusal(read(list({ kind: "int64", nullable: false }), ["[9007199254740992]"]))).toMatch(
      /'x' has an item that is out of range in 1 of 1 rows, first in row 1/,
    );
    expect(await refusal(read(list(FLOAT64), ["['a']"]))).toMatch(
      /declared t\.list\(t\.float64\) but holds VARCHAR\[\]/,
    );
    expect(await refusal(read(list(FLOAT64), ["'[1, 2]'"], "csv"))).toMatch(/F5003 .*but holds VARCHAR/);
  });
});

describe("a spine's file", () => {
  test("has decimals cast exactly, or none", async () => {
    const file = path.join(folder, "spine.parquet");
    const field = { name: "x", type: decimal(9, 2) };
    await connection.run(`COPY (SELECT make_timestamp(0) AS as_of, 1.5::DECIMAL(9,1) AS x) TO '${file}'`);
    await engine.spineFromFile(file, [field]);
    expect(await rowsOf(engine.stream("SELECT x FROM spine"))).toEqual([{ x: 150 }]);
    await connection.run(`COPY (SELECT make_timestamp(0) AS as_of, 1.555::DECIMAL(9,3) AS x) TO '${file}'`);
    expect(await refusal(engine.spineFromFile(file, [field]))).toMatch(
      /F5012 .*column 'x' is no decimal of 2 digits after the point in 1 of 1 rows, first in row 1: '1\.555'/,
    );
  });
});
