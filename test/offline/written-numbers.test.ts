// Numbers come back from written files bit for bit: zeros keep their signs, which dictionaries of equal values lose.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";

const NUMBERS = [0, -0, 1, -1, 5e-324, -5e-324, Number.NaN, Infinity, -Infinity, 2 ** 53 + 2, 0.1];
const ROWS = 10_000;

test("alone and in lists, few of them and often, or many", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "bifold-numbers-"));
  const engine = await openDuckDb({ memoryLimit: "256MB", threads: 2, spill: folder });
  const file = path.join(folder, "numbers.parquet");
  const literals = NUMBERS.map((value) => `'${Object.is(value, -0) ? "-0" : value}'::DOUBLE`).join(", ");
  const { rows } = await engine.writeParquet(
    `SELECT i, xs[i % ${NUMBERS.length} + 1] AS few, CASE WHEN i % 7 = 0 THEN few ELSE i::DOUBLE END AS many, xs AS list
     FROM (SELECT i, [${literals}] AS xs FROM range(${ROWS}) numbers(i))`,
    file,
  );
  expect(rows).toBe(ROWS);
  const found = await rowsOf(engine.stream(`SELECT * FROM read_parquet('${file}') ORDER BY i`));
  const few = Array.from({ length: ROWS }, (_, row) => NUMBERS[row % NUMBERS.length] ?? null);
  expect(found.map((row) => row.few)).toEqual(few);
  expect(found.map((row) => row.many)).toEqual(few.map((value, row) => (row % 7 === 0 ? value : row)));
  for (const { list } of found) expect(list).toEqual(NUMBERS);
  engine.close();
  await rm(folder, { recursive: true, force: true });
});
