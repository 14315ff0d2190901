// The result of every group of rows from an aggregation's lanes in DuckDB, merged in several ways.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import type { Lane } from "../../compiler/library/define.ts";
import { quoteIdentifier } from "../../compiler/library/literals.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { type Case, type Row, typeOfResult } from "./aggregation-cases.ts";
import { createTable, readColumns } from "./tables.ts";

const INT64: ValueType = { kind: "int64", nullable: false };
const TIE: ValueType = { kind: "string", nullable: true };

export async function loadGroups(
  connection: DuckDBConnection,
  { shape }: Case,
  groups: readonly (readonly Row[])[],
): Promise<void> {
  const rows = groups.flat();
  await createTable(connection, "rows", [
    { name: "g", type: INT64, values: groups.flatMap((group, at) => group.map(() => at)) },
    ...shape.inputs.map((type, at) => ({
      name: `x${at}`,
      type,
      values: rows.map(({ values }) => values[at] ?? null),
    })),
    ...[0, 1, 2].map((at) => ({
      name: `o${at}`,
      type: at < 2 ? INT64 : TIE,
      values: rows.map(({ order }) => order[at] ?? null),
    })),
  ]);
  if (rows.length === 0) await connection.run("DELETE FROM rows");
  await createTable(connection, "groups", [
    { name: "g", type: INT64, values: groups.map((_, group) => group) },
  ]);
}

/** How lanes may be merged: at once, by tiles, as differences of running totals, as windows over rows. */
export type Way = "merged" | "tiled" | "subtracted" | "windowed";

export function waysOf({ definition, shape }: Case): readonly Way[] {
  const merges = new Set(definition.lanes(shape).map(({ merge }) => merge));
  if (merges.has("collect")) return ["merged", "windowed"];
  if (merges.has("distinct")) return ["merged"];
  return definition.algebra === "invertible"
    ? ["merged", "tiled", "subtracted", "windowed"]
    : ["merged", "tiled", "windowed"];
}

export async function finalized(
  connection: DuckDBConnection,
  each: Case,
  way: Way,
): Promise<readonly Value[]> {
  const { definition, shape } = each;
  const lanes = definition.lanes(shape);
  const names = lanes.map(({ name }) => quoteIdentifier(name));
  const row = {
    inputs: shape.inputs.map((_, at) => rawSql(`x${at}`)),
    times: [rawSql("o0"), rawSql("o1")],
    tieBreaks: [rawSql("o2")],
  };
  const newest =
    "row_number() OVER (PARTITION BY g ORDER BY x0 IS NULL, o0 DESC, o1 DESC, o2 DESC NULLS LAST, x0 DESC)";
  const contributed = lanes.map(({ contribution, keeps }, at) => {
    const value = contribution(row).text;
    if (keeps?.kind !== "newest") return `${value} AS ${names[at]}`;
    return `CASE WHEN x0 IS NOT NULL THEN struct_pack(n := ${newest}, v := ${value}) END AS ${names[at]}`;
  });
  const merged = lanes
    .map((lane, at) => `${mergedLane(lane, names[at] ?? "", "")} AS ${names[at]}`)
    .join(", ");
  const rows = `SELECT g, i, ${contributed.join(", ")} FROM rows`;
  const from = {
    merged: `SELECT g, ${merged} FROM (${rows}) GROUP BY g`,
    tiled: `SELECT g, ${merged} FROM (SELECT g, ${merged} FROM (${rows}) GROUP BY g, i % 7) GROUP BY g`,
    // The running sum over all rows up to a group, less the one up to the group before.
    subtracted: `SELECT g, ${lanes
      .map(
        ({ type }, at) =>
          `(${names[at]} - lag(${names[at]}, 1, 0) OVER (ORDER BY g))::${type} AS ${names[at]}`,
      )
      .join(", ")} FROM (SELECT g, ${lanes
      .map((_, at) => `sum(${names[at]}) OVER (ORDER BY g) AS ${names[at]}`)
      .join(", ")} FROM (SELECT g, ${merged} FROM (${rows}) GROUP BY g))`,
    windowed: `SELECT * FROM (SELECT g, row_number() OVER (PARTITION BY g ORDER BY i DESC) AS n, ${lanes
      .map((lane, at) => {
        const frame = "OVER (PARTITION BY g ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)";
        return `${mergedLane(lane, names[at] ?? "", frame)} AS ${names[at]}`;
      })
      .join(", ")} FROM (${rows})) WHERE n = 1`,
  }[way];
  const stages = new SqlStages();
  const columns = lanes.map(({ merge }, at) => {
    const zero = merge === "sum" || merge === "distinct";
    return zero ? `coalesce(${names[at]}, 0) AS ${names[at]}` : names[at];
  });
  const all = `(SELECT groups.g AS i, ${columns.join(", ")} FROM groups LEFT JOIN (${from}) AS merged ON groups.g = merged.g)`;
  const value = definition.finalize(
    names.map((name) => rawSql(name)),
    shape,
    stages,
  );
  const query = stages.wrap(all, ["i"], [{ name: "r", value }]);
  const [column = []] = await readColumns(connection, query, [{ name: "r", type: typeOfResult(each) }]);
  return column;
}

function mergedLane({ merge, type, gather }: Lane, name: string, over: string): string {
  if (merge === "distinct") return `count(DISTINCT ${name}) ${over}`;
  if (merge === "collect") {
    if (gather === undefined) throw new Error("A lane does not say how values are gathered.");
    return `${gather(name)} FILTER (${name} IS NOT NULL) ${over}`;
  }
  return merge === "sum" ? `(sum(${name}) ${over})::${type}` : `${merge}(${name}) ${over}`;
}
