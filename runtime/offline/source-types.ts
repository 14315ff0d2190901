// Which file types may stand behind a declared type, and how they are read as it: one table, for sources and spines.
import type { ScalarKind, ValueType } from "../../compiler/ir/value-type.ts";
import { sqlType } from "../../compiler/library/literals.ts";
import { fileDecimal, nearestDouble, unitsOf } from "./decimal-columns.ts";
import { wholeMicros } from "./instant-columns.ts";
import { readText } from "./text-columns.ts";
import { safeWhole, wholeOnly } from "./whole-columns.ts";

interface Accepted {
  /** DuckDB's names of types, without parameters. */
  readonly from: readonly string[];
  /** `column` is quoted, `fileType` whole. */
  readonly read: (column: string, fileType: string) => string;
}

const INTEGERS = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

const asIs: Accepted["read"] = (column) => column;
const as = (type: string): Accepted["read"] => {
  return (column) => `${column}::${type}`;
};

/**
 * Of several lines that name a type, the first one says how it is read. Whatever is read has one value in the declared
 * type, or none: then null is read, which checks tell from what was null in the file.
 */
const ACCEPTED: Readonly<Record<Exclude<ScalarKind, "decimal">, readonly Accepted[]>> = {
  int64: [
    { from: ["BIGINT"], read: asIs },
    { from: ["UBIGINT", "HUGEINT", "UHUGEINT"], read: safeWhole },
    { from: INTEGERS, read: as("BIGINT") },
  ],
  float64: [
    { from: ["DOUBLE"], read: asIs },
    { from: ["FLOAT", ...INTEGERS], read: as("DOUBLE") },
    { from: ["DECIMAL", "HUGEINT", "UHUGEINT"], read: nearestDouble },
  ],
  bool: [{ from: ["BOOLEAN"], read: asIs }],
  // Identifiers: their digits as they are written, a UUID in small letters with hyphens.
  string: [
    { from: ["VARCHAR"], read: asIs },
    { from: ["ENUM", ...INTEGERS, "HUGEINT", "UHUGEINT", "UUID"], read: as("VARCHAR") },
  ],
  // Without a zone they are UTC, and a date is its midnight.
  timestamp: [
    { from: ["TIMESTAMP"], read: asIs },
    {
      from: ["TIMESTAMP_S", "TIMESTAMP_MS", "DATE"],
      read: (column) => `TRY_CAST(${column} AS TIMESTAMP)`,
    },
    { from: ["TIMESTAMP WITH TIME ZONE"], read: (column) => `(${column} AT TIME ZONE 'UTC')` },
    { from: ["TIMESTAMP_NS"], read: wholeMicros },
  ],
};

/** The expression that reads `column` (quoted) of file type `fileType` as the declared type; null if it must not. */
export function readAs(column: string, fileType: string, type: ValueType): string | null {
  if (type.kind === "list") return readList(column, fileType, type);
  if (type.kind === "null") return null;
  if (type.kind === "decimal") {
    const from = INTEGERS.includes(fileType) ? "DECIMAL(38,0)" : fileType;
    return from === "VARCHAR" || fileDecimal(from) !== null ? unitsOf(column, from, type) : null;
  }
  const name = fileType.replace(/\(.*\)$/, "");
  const accepted = ACCEPTED[type.kind].find(({ from }) => from.includes(name));
  return accepted?.read(column, fileType) ?? null;
}

/**
 * As `readAs`, of files that people write by hand or by pandas: texts spell values, and whole numbers may be held as
 * DOUBLE or DECIMAL.
 */
export function readGiven(column: string, fileType: string, type: ValueType): string | null {
  if (fileType === "VARCHAR") return readText(column, type);
  const mayBeWhole = fileType === "DOUBLE" || fileDecimal(fileType) !== null;
  return type.kind === "int64" && mayBeWhole ? wholeOnly(column) : readAs(column, fileType, type);
}

/** Arrays of a fixed size (`FLOAT[128]`) are lists too. */
function readList(column: string, fileType: string, { element }: ValueType): string | null {
  const items = /^(.*)\[\d*\]$/.exec(fileType)?.[1];
  const item = items === undefined || element === undefined ? null : readAs("x", items, element);
  if (items === undefined || element === undefined || item === null) return null;
  const list = fileType.endsWith("[]") ? column : `${column}::${items}[]`;
  if (item === "x") return list;
  return item === `x::${sqlType(element)}`
    ? `${column}::${sqlType(element)}[]`
    : `list_transform(${list}, lambda x: ${item})`;
}
