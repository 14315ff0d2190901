// The relation `spine` that point-in-time statements read: row_id, as_of, keys, request fields, anything else.
import { stat } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Field, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { sqlLiteral, sqlType } from "../../compiler/library/literals.ts";
import { UserError } from "../user-error.ts";
import { fileColumns, firstLine, scanOf } from "./file-columns.ts";
import { decimalFaults } from "./decimal-columns.ts";
import { readAs } from "./source-types.ts";
import { identifier, literal } from "./sql-text.ts";

export function spineFromQuerySql(sql: string): string {
  return `CREATE OR REPLACE TEMP TABLE spine AS SELECT row_number() OVER () - 1 AS row_id, * FROM (\n${sql}\n)`;
}

/** UserError F5010 (no file), F5011 (missing columns), F5013 (columns named as features are), F5012 (a value that cannot be cast). */
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
  const texts =
    format === "csv" ? wanted.filter(({ type }) => type.kind === "decimal").map(({ name }) => name) : [];
  const casts = wanted.map((field) =>
    castOf(field, present.get(field.name) ?? "", texts.includes(field.name)),
  );
  const replaced = wanted.map((field) => identifier(field.name));
  const kept = [...present.keys()].some((name) => !wanted.some((field) => field.name === name));
  const rest = kept
    ? [`* EXCLUDE (${[...replaced, ...(present.has("row_id") ? ["row_id"] : [])].join(", ")})`]
    : [];
  return spineFromQuerySql(`SELECT ${[...casts, ...rest].join(", ")} FROM ${scanOf(format, file, texts)}`);
}

export function castFailure(file: string, cause: unknown): UserError {
  return new UserError(
    {
      code: "F5012",
      message: `The spine ${file} has a value of another type than its column needs: ${firstLine(cause)}`,
      hint: "Keys must have the entity's types and as_of must be timestamps (UTC where they have no zone).",
    },
    { cause },
  );
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
    const cells = columns.map((field, column) => cell(values[column]?.[row] ?? null, field.type));
    return `(${[String(row), ...cells].join(", ")})`;
  });
  const empty = `(${["0", ...columns.map(() => "NULL")].join(", ")})`;
  return `CREATE OR REPLACE TEMP TABLE spine AS
SELECT row_id::BIGINT AS row_id, make_timestamp(${asOf}::BIGINT) AS as_of, ${typed.join(", ")}
FROM (VALUES ${rows === 0 ? empty : lines.join(",\n")}) v(row_id, ${columns.map((_, index) => `c${index}`).join(", ")})
${rows === 0 ? "WHERE false" : ""}`;
}

function cell(value: Value, type: ValueType): string {
  if (value === null) return "NULL";
  if (type.kind === "string") return literal(String(value));
  return typeof value === "object"
    ? sqlLiteral(value, type)
    : type.kind === "timestamp"
      ? `make_timestamp(${value}::BIGINT)`
      : String(value);
}

function castOf(field: Field, fileType: string, isText: boolean): string {
  const column = identifier(field.name);
  const { kind, size } = field.type;
  if (fileType === "TIMESTAMP WITH TIME ZONE" && kind === "timestamp") {
    return `(${column} AT TIME ZONE 'UTC') AS ${column}`;
  }
  const read =
    kind === "decimal" || kind === "list" ? readAs(column, isText ? "VARCHAR" : fileType, field.type) : null;
  if (read === null) return `${column}::${sqlType(field.type)} AS ${column}`;
  const wrong =
    kind === "decimal" ? decimalFaults.either(read) : size === undefined ? null : `len(${read}) <> ${size}`;
  if (wrong === null) return `${read} AS ${column}`;
  // The words by which a value of a wrong type is known.
  const complaint = `error('Could not cast ' || ${column}::VARCHAR || ' of column ${field.name.replaceAll("'", "''")}')`;
  return `(CASE WHEN ${wrong} THEN ${complaint} ELSE ${read} END) AS ${column}`;
}
