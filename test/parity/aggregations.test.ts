// Aggregations: any order, split and merge of rows gives the same bits, in the reference and in DuckDB's lanes.
import type { DuckDBConnection } from "@duckdb/node-api";
import { expect, test } from "vitest";
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { quoteIdentifier } from "../../compiler/library/literals.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { createTable, openDatabase, readColumns } from "./database.ts";
import { SEED } from "./seed.ts";
import { createRandom, pick, type Random, randomValue } from "./values.ts";

const KINDS: readonly ScalarKind[] = ["int64", "float64", "bool", "string", "timestamp"];
const GROUPS = 400;
const list: readonly (readonly [string, AggregationDefinition])[] = Object.entries(aggregations);

interface Case {
  readonly key: string;
  readonly definition: AggregationDefinition;
  readonly input: ValueType | null;
}

const cases = list.flatMap(([key, definition]): readonly Case[] => {
  if (definition.arity === 0) return [{ key, definition, input: null }];
  return KINDS.flatMap((kind) => [false, true].map((nullable) => ({ kind, nullable })))
    .filter((input) => {
      const inference = definition.infer(input);
      return inference !== null && "type" in inference;
    })
    .map((input) => ({ key, definition, input }));
});
const named = cases.map(
  (each) => [`${each.key}(${each.input === null ? "" : typeName(each.input)})`, each] as const,
);

test.each(named)(
  `%s: any permutation, split and merge gives the same bits, seed ${SEED}`,
  (_, { definition, input }) => {
    const random = createRandom(SEED);
    const { empty, update, merge, finalize } = definition.reference;
    for (let round = 0; round < 300; round++) {
      const rows = randomGroup(random, input).map((value, at) => ({ value, order: [at % 5, value, at] }));
      const fold = (part: typeof rows) =>
        part.reduce((state, { value, order }) => update(state, value, order), empty(input));
      const whole = finalize(fold(rows));
      const shuffled = shuffle(random, rows);
      expect(finalize(fold(shuffled))).toBe(whole);
      const parts = Array.from({ length: 1 + Math.floor(random() * 5) }, (): typeof rows => []);
      for (const row of shuffled) pick(random, parts).push(row);
      expect(finalize(shuffle(random, parts.map(fold)).reduce(merge))).toBe(whole);
      if (definition.algebra !== "invertible")
        expect(finalize(merge(fold(rows), fold(shuffled)))).toBe(whole);
    }
    expect(finalize(empty(input))).toBe(definition.whenEmpty);
  },
);

const withLanes = named.filter(([, { definition }]) => definition.algebra !== "latest");

test.each(withLanes)(`%s: DuckDB's lanes say what the reference says, seed ${SEED}`, async (_, each) => {
  const connection = await openDatabase(2);
  const random = createRandom(SEED);
  const groups = Array.from({ length: GROUPS }, (_, at) => (at === 0 ? [] : randomGroup(random, each.input)));
  const wanted = groups.map((values) => referenceOf(each, values));
  await loadGroups(connection, each.input, groups);
  expect(await finalized(connection, each, "merged")).toEqual(wanted);
  // Merged in two levels, as tiles are.
  expect(await finalized(connection, each, "tiled")).toEqual(wanted);
  if (each.definition.algebra === "invertible") {
    expect(await finalized(connection, each, "subtracted")).toEqual(wanted);
  }
});

test("an int64 sum beyond 2^53 - 1 is an error on both faces, with the way out", async () => {
  const { definition, input } = cases.find(({ key }) => key === "sum") ?? {};
  if (definition === undefined || input === undefined) throw new Error("There is no sum.");
  const each = { key: "sum", definition, input };
  const values = [Number.MAX_SAFE_INTEGER, 1];
  expect(() => referenceOf(each, values)).toThrow(/2\^53 - 1.*float64/);
  const connection = await openDatabase();
  await loadGroups(connection, input, [values]);
  await expect(finalized(connection, each, "merged")).rejects.toThrow(/2\^53 - 1.*float64/);
});

test("sums beyond the fast conversion to double are still those of the reference", async () => {
  const connection = await openDatabase();
  const random = createRandom(SEED);
  const float64 = { kind: "float64", nullable: false } as const;
  const int64 = { kind: "int64", nullable: false } as const;
  const large = Array.from({ length: 8 }, () =>
    Array.from({ length: 500 }, () => 2 ** 39 + random() * 2 ** 39),
  );
  const whole = [Array.from({ length: 3000 }, (_, at) => Number.MAX_SAFE_INTEGER - at)];
  for (const [key, input, groups] of [
    ["sum", float64, [...large, ...large.map((values) => values.map((value) => -value))]],
    ["mean", float64, large],
    ["mean", int64, whole],
  ] as const) {
    const each = { key, definition: aggregations[key] as AggregationDefinition, input };
    await loadGroups(connection, input, groups);
    const wanted = groups.map((values) => referenceOf(each, values));
    expect(await finalized(connection, each, "merged")).toEqual(wanted);
  }
});

function referenceOf({ definition, input }: Case, values: readonly Value[]): Value {
  const { empty, update, finalize } = definition.reference;
  return finalize(values.reduce((state, value, at) => update(state, value, [at]), empty(input)));
}

async function loadGroups(
  connection: DuckDBConnection,
  input: ValueType | null,
  groups: readonly (readonly Value[])[],
): Promise<void> {
  const ids = groups.flatMap((values, group) => values.map(() => group));
  const type = input ?? { kind: "int64" as const, nullable: true };
  await createTable(connection, "rows", [
    { name: "g", type: { kind: "int64", nullable: false }, values: ids },
    { name: "x", type, values: groups.flat() },
  ]);
  await createTable(connection, "groups", [
    { name: "g", type: { kind: "int64", nullable: false }, values: groups.map((_, group) => group) },
  ]);
}

/** The result of every group, its lanes merged at once, in two levels, or with other rows added and taken away. */
async function finalized(
  connection: DuckDBConnection,
  { definition, input }: Case,
  way: "merged" | "tiled" | "subtracted",
): Promise<readonly Value[]> {
  const lanes = definition.lanes(input);
  const names = lanes.map(({ name }) => quoteIdentifier(name));
  const contributed = lanes.map(
    ({ contribution }, at) => `${contribution(rawSql("x")).text} AS ${names[at]}`,
  );
  const merged = (expression: (name: string) => string): string =>
    lanes
      .map(({ merge, type }, at) => `${merge}(${expression(names[at] ?? "")})::${type} AS ${names[at]}`)
      .join(", ");
  const rows = `SELECT g, i, ${contributed.join(", ")} FROM rows`;
  const tiles = `SELECT g, ${merged((name) => name)} FROM (${rows}) GROUP BY g, i % 7`;
  const from = {
    merged: `SELECT g, ${merged((name) => name)} FROM (${rows}) GROUP BY g`,
    tiled: `SELECT g, ${merged((name) => name)} FROM (${tiles}) GROUP BY g`,
    // The running sum over all rows up to a group, less the one up to the group before.
    subtracted: `SELECT g, ${lanes
      .map(
        ({ type }, at) =>
          `(${names[at]} - lag(${names[at]}, 1, 0) OVER (ORDER BY g))::${type} AS ${names[at]}`,
      )
      .join(", ")} FROM (SELECT g, ${lanes
      .map((_, at) => `sum(${names[at]}) OVER (ORDER BY g) AS ${names[at]}`)
      .join(", ")} FROM (SELECT g, ${merged((name) => name)} FROM (${rows}) GROUP BY g))`,
  }[way];
  const stages = new SqlStages();
  const zero =
    definition.algebra === "invertible" ? names.map((name) => `coalesce(${name}, 0) AS ${name}`) : names;
  const all = `(SELECT groups.g AS i, ${zero.join(", ")} FROM groups LEFT JOIN (${from}) AS merged ON groups.g = merged.g)`;
  const value = definition.finalize(
    names.map((name) => rawSql(name)),
    input,
    stages,
  );
  const inference = definition.infer(input);
  if (inference === null || "problem" in inference) throw new Error("Not an input of this aggregation.");
  const query = stages.wrap(all, ["i"], [{ name: "r", value }]);
  const [column = []] = await readColumns(connection, query, [{ name: "r", type: inference.type }]);
  return column;
}

/** Values that cancel, overflow, tie and vanish; whole numbers small enough that their sum is one. */
function randomGroup(random: Random, input: ValueType | null): Value[] {
  const type = input ?? { kind: "int64", nullable: true };
  const size = Math.floor(random() ** 3 * 40);
  const shape = Math.floor(random() * 4);
  return Array.from({ length: size }, () => {
    if (type.nullable && random() < 0.15) return null;
    if (type.kind === "int64") return Math.round((random() - 0.5) * 2 ** (random() * 47)) + 0;
    if (type.kind !== "float64" || shape === 0) return randomValue(random, type);
    if (shape === 1) return (random() - 0.5) * 2 ** (random() * 40);
    if (shape === 2)
      return pick(random, [0.1, -0.1, 2 ** -61, 3 * 2 ** -61, -(2 ** -61), 2 ** 39, -(2 ** 39), 0, -0]);
    return Math.round((random() - 0.5) * 4000);
  });
}

function shuffle<Item>(random: Random, items: readonly Item[]): Item[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [result[at], result[other]] = [result[other] as Item, result[at] as Item];
  }
  return result;
}

function typeName({ kind, nullable }: ValueType): string {
  return nullable ? `${kind} or null` : kind;
}
