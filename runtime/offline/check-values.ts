// Counts the values of files that their declared columns do not allow, in one pass.
import type { DuckDBConnection } from "@duckdb/node-api";
import { writtenOf } from "./readings.ts";
import type { ValueCheck } from "./value-checks.ts";

/** One file's rows, with the columns that checks look at. */
export interface FileRows {
  readonly label: string;
  readonly select: string;
}

export interface CheckedValues {
  /** May be none: aggregates of no rows have values too. */
  readonly rows: number;
  /** Half a sentence each: "column 'a' is null in 2 of 3 rows". */
  readonly faults: readonly string[];
  /** The way out of the first one. */
  readonly hint: string;
}

export async function checkValues(
  connection: DuckDBConnection,
  checks: readonly ValueCheck[],
  files: readonly FileRows[],
  all: string,
): Promise<CheckedValues> {
  const counts = ["count(*)", ...checks.map((check) => `count(*) FILTER (${check.condition})`)];
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(", ")} FROM (${all})`);
  const [rows = 0, ...bad] = (reader.getRows()[0] ?? []).map(Number);
  const failed = checks.flatMap((check, index) =>
    (bad[index] ?? 0) > 0 ? [{ ...check, rows: bad[index] ?? 0 }] : [],
  );
  const faults: string[] = [];
  for (const check of failed) {
    const first = await firstPlace(connection, check, files);
    faults.push(`column '${check.column}' ${check.says} in ${check.rows} of ${rows} rows${first}`);
  }
  return { rows, faults, hint: failed[0]?.hint ?? "" };
}

const MOST_SHOWN = 100;

/** The row, counted from 1 in the order of its file, and the value, where that helps; the file, where there are several. */
async function firstPlace(
  connection: DuckDBConnection,
  { column, condition, namesRow, namesValue }: ValueCheck,
  files: readonly FileRows[],
): Promise<string> {
  const several = files.length > 1;
  if (!namesRow && !several) return "";
  const written = namesValue ? `left(${writtenOf(column)}, ${MOST_SHOWN})` : "NULL";
  for (const { label, select } of files) {
    const numbered = `SELECT row_number() OVER () AS n, ${written} AS written, (${condition}) AS bad FROM (${select})`;
    const reader = await connection.runAndReadAll(
      `SELECT min(n), arg_min(written, n) FROM (${numbered}) WHERE bad`,
    );
    const [row, value] = reader.getRows()[0] ?? [];
    if (row === null || row === undefined) continue;
    const shown = typeof value === "string" ? `: '${value}'` : "";
    return `, first in row ${row}${several ? ` of ${label}` : ""}${shown}`;
  }
  return "";
}
