// The relation `spine` that point-in-time statements read: row_id, as_of, keys, request fields, anything else.
import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { sqlLiteral, sqlType } from "../../compiler/library/literals.ts";
import { UserError } from "../user-error.ts";
import { checkValues } from "./check-values.ts";
import { fileColumns, scanOf, textColumns } from "./file-columns.ts";
import { checkedColumns, type Reading, readColumns } from "./readings.ts";
import { readGiven } from "./source-types.ts";
import { identifier } from "./sql-text.ts";
import { checksOf, spell } from "./value-checks.ts";

export function spineFromQuerySql(sql: string): string {
  return `CREATE OR REPLACE TEMP TABLE spine AS SELECT row_number() OVER () - 1 AS row_id, * FROM (\n${sql}\n)`;
}

/** UserError F5010 (no file), F5011 (missing columns), F5013 (columns named as features are), F5012 (values that columns cannot hold). */
export async function spineFromFileSql(
  connection: DuckDBConnection,
  file: string,
  columns: readonly Field[],
): Promise<string> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile() || found.size === 0) {
    throw new UserError({
      code: "F5010",
      message: `The spine ${file} ${found === null ? "is not there" : "is empty"}.`,
      hint: "Give a Parquet or CSV file with the keys and an `as_of` column of instants.",
    });
  }
  const format = file.endsWith(".csv") ? "csv" : "parquet";
  const present = await fileColumns(connection, format, file, `the spine ${file}`);
  const wanted: readonly Field[] = [
    { name: "as_of", type: { kind: "timestamp", nullable: true } },
    ...columns,
  ];
  const missing = wanted.filter((field) => !present.has(field.name)).map((field) => `'${field.name}'`);
  if (missing.length > 0) {
    throw new UserError({
      code: "F5011",
      message: `The spine ${file} lacks the columns ${missing.join(", ")}; it has ${[...present.keys()].join(", ")}.`,
      why: "Every row needs the entity keys, the instant as of which it asks, and the request's fields.",
      hint: "Rename the columns in the file, or add them.",
    });
  }
  const reserved = [...present.keys()].filter((name) => name.includes("__")).map((name) => `'${name}'`);
  if (reserved.length > 0) {
    throw new UserError({
      code: "F5013",
      message: `The spine ${file} has the columns ${reserved.join(", ")}, whose double underscore marks features.`,
      why: "A feature's column is named `view__feature`; two columns of one name could not be told apart.",
      hint: "Rename the columns in the file, or leave them out.",
    });
  }
  const texts = textColumns(format, wanted);
  const readings = readingsOf(
    file,
    wanted,
    (name) => (texts.includes(name) ? "VARCHAR" : present.get(name)) ?? "",
  );
  const scan = scanOf(format, file, texts);
  await checkSpine(connection, file, readings, scan);
  const replaced = wanted.map((field) => identifier(field.name));
  const kept = [...present.keys()].some((name) => !wanted.some((field) => field.name === name));
  const rest = kept
    ? [`* EXCLUDE (${[...replaced, ...(present.has("row_id") ? ["row_id"] : [])].join(", ")})`]
    : [];
  return spineFromQuerySql(`SELECT ${[...readColumns(readings), ...rest].join(", ")} FROM ${scan}`);
}

/** @throws UserError F5012, naming every column whose type in the file is no way to hold the values that it needs. */
function readingsOf(
  file: string,
  wanted: readonly Field[],
  fileTypeOf: (name: string) => string,
): readonly Reading[] {
  const mistyped: string[] = [];
  const readings = wanted.map(({ name, type }): Reading => {
    const read = readGiven(identifier(name), fileTypeOf(name), type);
    if (read === null) mistyped.push(`column '${name}' is ${spell(type)} but holds ${fileTypeOf(name)}`);
    return { name, type, read: read ?? "" };
  });
  if (mistyped.length > 0)
    throw wrongValues(
      file,
      mistyped,
      "Convert the columns where the file is written; lists need a Parquet file.",
    );
  return readings;
}

/** Keys and instants that are null have no features, which is no fault of theirs. @throws UserError F5012 */
async function checkSpine(
  connection: DuckDBConnection,
  file: string,
  readings: readonly Reading[],
  scan: string,
): Promise<void> {
  const checks = readings
    .flatMap(({ name, type }) => checksOf({ name, type: { ...type, nullable: true } }))
    .map((check) => ({ ...check, namesRow: true, namesValue: true }));
  const select = `SELECT ${checkedColumns(readings).join(", ")} FROM ${scan}`;
  const { faults, hint } = await checkValues(connection, checks, [{ label: file, select }], select);
  if (faults.length > 0) throw wrongValues(file, faults, hint);
}

function wrongValues(file: string, faults: readonly string[], hint: string): UserError {
  return new UserError({
    code: "F5012",
    message: `The spine ${file} has values that its columns cannot hold: ${faults.join("; ")}.`,
    why: "Rounded, cut or guessed at, they would ask for another row's features.",
    hint,
  });
}

/** A few thousand keys as one VALUES list. */
export function spineFromValuesSql(
  columns: readonly Field[],
  values: readonly (readonly Value[])[],
  asOf: number,
): string {
  const rows = values[0]?.length ?? 0;
  const names = columns.map((field) => identifier(field.name));
  const typed = columns.map((field, index) => `c${index}::${sqlType(field.type)} AS ${names[index]}`);
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = columns.map((field, column) => sqlLiteral(values[column]?.[row] ?? null, field.type));
    return `(${[String(row), ...cells].join(", ")})`;
  });
  const empty = `(${["0", ...columns.map(() => "NULL")].join(", ")})`;
  return `CREATE OR REPLACE TEMP TABLE spine AS
SELECT row_id::BIGINT AS row_id, make_timestamp(${asOf}::BIGINT) AS as_of, ${typed.join(", ")}
FROM (VALUES ${rows === 0 ? empty : lines.join(",\n")}) v(row_id, ${columns.map((_, index) => `c${index}`).join(", ")})
${rows === 0 ? "WHERE false" : ""}`;
}
