// Small worlds of events: few entities, times crowded around the edges of windows, hops and cuts.
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Row } from "../../compiler/library/reference/evaluate-view.ts";

const MINUTE = 60_000_000;
/** 2001-03-01T00:00:00Z, a multiple of every hop and cadence that the views of worlds use. */
export const ORIGIN = 983_404_800_000_000;

const instants = fc
  .tuple(
    fc.constantFrom(0, 5, 10, 55, 60, 65, 115, 120, 360, 365, 1435, 1440, 1445, 2880),
    fc.constantFrom(-1, 0, 1, 7 * MINUTE),
  )
  .map(([minutes, nudge]) => ORIGIN + minutes * MINUTE + nudge);

// Far from small, yet no sum of a world leaves the safe integers: that raises by name, and is tested on its own.
const amounts = fc.constantFrom<Value>(0, 1, -1, 2, 7, 100, -250, 35_184_372_088_832, -35_184_372_088_832);
const prices = fc.constantFrom<Value>(
  null,
  0,
  -0,
  0.1,
  0.2,
  -0.3,
  1e-9,
  1e11,
  1e13,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);

export interface World {
  readonly rows: readonly Row[];
  readonly spine: readonly { readonly user: Value; readonly shop: Value; readonly as_of: number | null }[];
}

export const EVENT_COLUMNS = {
  user: "VARCHAR",
  shop: "BIGINT",
  at: "TIMESTAMP",
  lag_minutes: "BIGINT",
  amount: "BIGINT",
  price: "DOUBLE",
  note: "VARCHAR",
  paid: "BOOLEAN",
  seq: "BIGINT",
} as const;

export const SPINE_COLUMNS = { user: "VARCHAR", shop: "BIGINT", as_of: "TIMESTAMP" } as const;

export const worlds: fc.Arbitrary<World> = fc.record({
  rows: fc.array(
    fc.record({
      user: fc.constantFrom<Value>("a", "a", "b", "ü😀"),
      shop: fc.constantFrom<Value>(1, 2),
      at: instants,
      lag_minutes: fc.constantFrom<Value>(0, 0, 5, 60, 90, 600, 3000),
      amount: amounts,
      price: prices,
      note: fc.constantFrom<Value>(null, "", "x", "é", "😀", "z"),
      paid: fc.boolean(),
      seq: fc.constantFrom<Value>(1, 2, 3),
    }),
    { maxLength: 60 },
  ),
  spine: fc.array(
    fc.record({
      user: fc.constantFrom<Value>("a", "b", "ü😀", "unknown", null),
      shop: fc.constantFrom<Value>(1, 2, 3, null),
      as_of: fc.option(
        fc.tuple(instants, fc.constantFrom(0, 90 * MINUTE, 1500 * MINUTE)).map(([at, later]) => at + later),
        { freq: 20 },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  ),
});

/** A source must have a row; this one speaks of nobody. */
export function withOne(rows: World["rows"]): World["rows"] {
  return [
    ...rows,
    {
      user: "nobody",
      shop: 0,
      at: ORIGIN,
      lag_minutes: 0,
      amount: 0,
      price: null,
      note: null,
      paid: true,
      seq: 0,
    },
  ];
}

/** Writes rows as Parquet with the given column types; the rows' order is the file's. */
export async function writeRows(
  file: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, Value>>[],
): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const names = Object.keys(columns);
  await connection.run(`CREATE TABLE t (${names.map((name) => `"${name}" ${columns[name]}`).join(", ")})`);
  if (rows.length > 0) {
    const lines = rows.map(
      (row) => `(${names.map((name) => cell(row[name] ?? null, columns[name] ?? "")).join(", ")})`,
    );
    await connection.run(`INSERT INTO t VALUES ${lines.join(", ")}`);
  }
  await connection.run(`COPY t TO '${file}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
}

function cell(value: Value, type: string): string {
  if (value === null) return "NULL";
  if (type === "VARCHAR") return `'${String(value).replaceAll("'", "''")}'`;
  if (type === "TIMESTAMP") return `make_timestamp(${value}::BIGINT)`;
  if (type === "DOUBLE") return Object.is(value, -0) ? "'-0'::DOUBLE" : `'${value}'::DOUBLE`;
  return String(value);
}
