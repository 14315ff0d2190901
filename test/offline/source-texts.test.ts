// Texts of CSV sources: read by the declared types alone, never by what the engine takes them for.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Source } from "../../compiler/ir/program.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { UserError } from "../../runtime/user-error.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { planOf } from "../harness/compile-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const folder = temporaryFolder();
let engine: OfflineEngine;
beforeAll(async () => {
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine?.close());

const { plan } = planOf(`
import { count, csv, entity, featureView, source, t } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const events = source({ from: csv("events.csv"), columns: { user: t.string, at: t.timestamp, amount: t.int64.nullable(), price: t.float64.nullable(), paid: t.bool.nullable() },
  eventTime: (event) => event.at });
export const counts = featureView({ entity: user, source: events, key: (event) => ({ user: event.user }), features: () => ({ n: count().over("1d") }), refresh: { every: "10m" } });
`);
const events = plan.sources[0]?.source as Source;

async function read(...lines: readonly string[]) {
  writeFileSync(path.join(folder, "events.csv"), `user,at,amount,price,paid\n${lines.join("\n")}\n`);
  await engine.registerSource(events, folder);
  return rowsOf(engine.stream('SELECT * FROM "events"'));
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

const NOON = 1_704_110_400_000_000;

test("every cell is what it spells, whatever stands above it", async () => {
  expect(
    await read(
      "1.50,2024-01-01T12:00:00Z,007,1e3,true",
      "TRUE,2024-01-01T14:00:00+02:00,,,",
      "12:30,2024-01-01 12:00,-1,nan,f",
    ),
  ).toEqual([
    { user: "1.50", at: NOON, amount: 7, price: 1000, paid: true },
    { user: "TRUE", at: NOON, amount: null, price: null, paid: null },
    { user: "12:30", at: NOON, amount: -1, price: Number.NaN, paid: false },
  ]);
});

test("a day that could be two is none, however many look alike", async () => {
  expect(await refusal(read("a,1/2/2024,1,1,true", "a,3/4/2024,1,1,true"))).toBe(
    "F5005 Source 'events': column 'at' is no instant in 2 of 2 rows, first in row 1: '1/2/2024'. Write ISO 8601 to the microsecond, of the years 1685 to 2254, with a zone: 2026-01-31T17:05:00Z, or +02:00 for Z. Without one it is UTC.",
  );
});

test("what is no value is told from what is missing, in any row", async () => {
  const good = Array.from({ length: 30_000 }, () => "a,2024-01-01,1,1,true");
  expect(await refusal(read(...good, "a,,1.5,x,2"))).toBe(
    "F5005 Source 'events': column 'amount' is no whole number up to 2^53 - 1 either way in 1 of 30001 rows, first in row 30001: '1.5'; column 'at' is null in 1 of 30001 rows; column 'paid' is neither true nor false in 1 of 30001 rows, first in row 30001: '2'; column 'price' is no number in 1 of 30001 rows, first in row 30001: 'x'. An int64 holds whole numbers up to 2^53 - 1 on both faces; declare identifiers as t.string, amounts as t.float64.",
  );
  expect(await refusal(read(...good, "a,2024-01-01,1"))).toMatch(
    /^F5006 The file of source 'events' cannot be read as csv: .*Line: 30002; .* Correct that line\.$/,
  );
});

test("whole numbers of Parquet files that no BIGINT holds are refused alike", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const file = path.join(folder, "great.parquet");
  await connection.run(
    `COPY (SELECT 'a' AS "user", make_timestamp(0) AS "at", 18446744073709551615::UBIGINT AS amount, 1e0 AS price, true AS paid) TO '${file}'`,
  );
  expect(await refusal(engine.registerSource({ ...events, format: "parquet", path: file }, folder))).toMatch(
    /^F5005 .*'amount' is no whole number .* in 1 of 1 rows, first in row 1: '18446744073709551615'/,
  );
});
