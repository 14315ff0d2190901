// Aggregations: any order, split and merge of rows gives the same bits, in the reference and in DuckDB's lanes.
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import type { Value } from "../../compiler/ir/value-type.ts";
import { type Case, cases, isCounted, randomRows, type Row } from "./aggregation-cases.ts";
import { finalized, loadGroups, waysOf } from "./aggregation-lanes.ts";
import { openDatabase } from "./database.ts";
import { SEED } from "./seed.ts";
import { createRandom, pick, type Random } from "./values.ts";

const GROUPS = 120;
const ROUNDS = 40;

test.each(cases)(
  `%s: any permutation, split and merge gives the same bits, seed ${SEED}`,
  (_, { definition, shape, key }) => {
    const random = createRandom(SEED);
    const { empty, update, merge, finalize } = definition.reference;
    const fold = (part: readonly Row[]) =>
      part.reduce((state, { values, order }) => update(state, values, order), empty(shape));
    for (let round = 0; round < ROUNDS; round++) {
      const rows = randomRows(random, shape).filter((row) => isCounted({ definition, shape, key }, row));
      const whole = finalize(fold(rows));
      const shuffled = shuffle(random, rows);
      expect(finalize(fold(shuffled))).toEqual(whole);
      const parts = Array.from({ length: 1 + Math.floor(random() * 5) }, (): Row[] => []);
      for (const row of shuffled) pick(random, parts).push(row);
      expect(finalize(shuffle(random, parts.map(fold)).reduce(merge))).toEqual(whole);
      if (["idempotent", "latest", "distinct"].includes(definition.algebra))
        expect(finalize(merge(fold(rows), fold(shuffled)))).toEqual(whole);
    }
    expect(finalize(empty(shape))).toEqual(definition.whenEmpty);
  },
);

let database: Promise<DuckDBConnection>;
beforeAll(() => {
  database = openDatabase(2);
});

const withLanes = cases.filter(([, { definition }]) => definition.algebra !== "latest");

test.each(withLanes)(`%s: DuckDB's lanes say what the reference says, seed ${SEED}`, async (_, each) => {
  const connection = await database;
  const random = createRandom(SEED);
  const groups = Array.from({ length: GROUPS }, (_, at) => (at === 0 ? [] : randomRows(random, each.shape)));
  const wanted = groups.map((rows) => referenceOf(each, rows));
  await loadGroups(connection, each, groups);
  for (const way of waysOf(each)) expect(await finalized(connection, each, way), way).toEqual(wanted);
});

test("an int64 sum beyond 2^53 - 1 is an error on both faces, with the way out", async () => {
  const [, each] = cases.find(([name]) => name === "sum(int64)") ?? [];
  if (each === undefined) throw new Error("There is no sum.");
  const rows = [Number.MAX_SAFE_INTEGER, 1].map(rowOf);
  expect(() => referenceOf(each, rows)).toThrow(/2\^53 - 1.*float64/);
  const connection = await database;
  await loadGroups(connection, each, [rows]);
  await expect(finalized(connection, each, "merged")).rejects.toThrow(/2\^53 - 1.*float64/);
});

test("sums beyond the fast conversion to double are still those of the reference", async () => {
  const connection = await database;
  const random = createRandom(SEED);
  const large = Array.from({ length: 8 }, () =>
    Array.from({ length: 500 }, () => 2 ** 39 + random() * 2 ** 39),
  );
  // Half a unit in the last place and one quantum more: rounded to 64 bits first, it would be a tie, and go down.
  const beyondTie = [...Array.from({ length: 512 }, () => 2 ** 39), 2 ** -5, 2 ** -60];
  const whole = [Array.from({ length: 3000 }, (_, at) => Number.MAX_SAFE_INTEGER - at)];
  for (const [name, groups] of [
    ["sum(float64)", [...large, beyondTie].flatMap((values) => [values, values.map((value) => -value)])],
    ["mean(float64)", large],
    ["variance(float64)", large],
    ["mean(int64)", whole],
    ["variance(int64)", whole],
  ] as const) {
    const [, each] = cases.find((candidate) => candidate[0] === name) ?? [];
    if (each === undefined) throw new Error(`There is no ${name}.`);
    const rows = groups.map((values) => values.map(rowOf));
    await loadGroups(connection, each, rows);
    const wanted = rows.map((group) => referenceOf(each, group));
    expect(await finalized(connection, each, "merged"), name).toEqual(wanted);
  }
});

function rowOf(value: number): Row {
  return { values: [value], order: [0, 0, null] };
}

function referenceOf(each: Case, rows: readonly Row[]): Value {
  const { empty, update, finalize } = each.definition.reference;
  const counted = rows.filter((row) => isCounted(each, row));
  return finalize(
    counted.reduce((state, { values, order }) => update(state, values, order), empty(each.shape)),
  );
}

function shuffle<Item>(random: Random, items: readonly Item[]): Item[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [result[at], result[other]] = [result[other] as Item, result[at] as Item];
  }
  return result;
}
