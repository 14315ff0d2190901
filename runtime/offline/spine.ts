// The relation `spine` that point-in-time statements read: row_id, as_of, keys, request fields, anything else.
import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Field, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { sqlLiteral, sqlType } from "../../compiler/library/literals.ts";
import { UserError } from "../user-error.ts";
import { checkValues } from "./check-values.ts";
import type { SpineField } from "./contract.ts";
import { fileColumns, scanOf } from "./file-columns.ts";
import { checkedColumns, type Reading, readColumns, unreadOf } from "./readings.ts";
import { readGiven } from "./source-types.ts";
import { identifier } from "./sql-text.ts";
import { checksOf, spell, type ValueCheck } from "./value-checks.ts";

export function spineFromQuerySql(sql: string): string {
  return `CREATE OR REPLACE TEMP TABLE spine AS SELECT row_number() OVER () - 1 AS row_id, * FROM (\n${sql}\n)`;
}

/** UserError F5010 (no file), F5011 (missing columns), F5013 (columns named as features are), F5012 (values that columns cannot hold). */
export async function spineFromFileSql(
  connection: DuckDBConnection,
  file: string,
  columns: readonly SpineField[],
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
  const wanted: readonly SpineField[] = [
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
  // Of a CSV file all columns: those that are kept would be guessed at too, and `007` come out as 7.
  const texts = format === "csv" ? [...present.keys()] : [];
  const readings = readingsOf(
    file,
    wanted,
    (name) => (texts.includes(name) ? "VARCHAR" : present.get(name)) ?? "",
  );
  const scan = scanOf(format, file, texts);
  const required = wanted.filter((field) => field.required === true).map(({ name }) => name);
  await checkSpine(connection, file, readings, scan, required);
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

/**
 * Keys and instants that are null have no features, which is no fault of theirs; a request without what it must carry
 * has no answer. @throws UserError F5012
 */
async function checkSpine(
  connection: DuckDBConnection,
  file: string,
  readings: readonly Reading[],
  scan: string,
  required: readonly string[],
): Promise<void> {
  const checks = readings.flatMap(({ name, type }) => [
    ...(required.includes(name) ? [absent(name, type)] : []),
    ...checksOf({ name, type: { ...type, nullable: true } }).map((check) => ({
      ...check,
      namesRow: true,
      namesValue: true,
    })),
  ]);
  const select = `SELECT ${checkedColumns(readings).join(", ")} FROM ${scan}`;
  const { faults, hint } = await checkValues(connection, checks, [{ label: file, select }], select);
  if (faults.length > 0) throw wrongValues(file, faults, hint);
}

function absent(name: string, type: ValueType): ValueCheck {
  return {
    column: name,
    condition: `${identifier(name)} IS NULL AND NOT ${unreadOf(name)}`,
    says: "is null",
    hint: `Fill it in or leave such rows out; or declare the request's field ${spell(type)}.nullable().`,
    namesRow: true,
    namesValue: false,
  };
}

function wrongValues(file: string, faults: readonly string[], hint: string): UserError {
  return new UserError({
    code: "F5012",
    message: `The spine ${file} has values that its columns cannot hold: ${faults.join("; ")}.`,
    why: "A row asks as a request does: what none can carry would be rounded, guessed at, or answered for another row.",
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
