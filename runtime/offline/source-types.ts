// Which file types may stand behind a declared type, and how they are read as it.
import type { ScalarKind } from "../../compiler/ir/value-type.ts";

const INTEGERS = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

const ACCEPTED: Readonly<Record<ScalarKind, readonly string[]>> = {
  int64: INTEGERS,
  float64: ["FLOAT", "DOUBLE", ...INTEGERS],
  decimal: ["DECIMAL", ...INTEGERS],
  bool: ["BOOLEAN"],
  string: ["VARCHAR"],
  timestamp: ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP WITH TIME ZONE", "DATE"],
};

const SQL_TYPE: Readonly<Record<ScalarKind, string>> = {
  int64: "BIGINT",
  float64: "DOUBLE",
  decimal: "BIGINT",
  bool: "BOOLEAN",
  string: "VARCHAR",
  timestamp: "TIMESTAMP",
};

export function sqlTypeOf(kind: ScalarKind): string {
  return SQL_TYPE[kind];
}

/** The expression that reads `column` (quoted) of file type `fileType` as the declared kind; null if it must not. */
export function readAs(column: string, fileType: string, kind: ScalarKind): string | null {
  const plain = fileType.startsWith("ENUM") ? "VARCHAR" : fileType;
  if (!ACCEPTED[kind].includes(plain)) return null;
  if (plain === "TIMESTAMP WITH TIME ZONE") return `(${column} AT TIME ZONE 'UTC')`;
  return plain === SQL_TYPE[kind] ? column : `${column}::${SQL_TYPE[kind]}`;
}

/** Rows that a column must not have, as a condition; null where every value is fine. */
export function outOfRange(column: string, kind: ScalarKind): string | null {
  if (kind === "int64") return `abs(${column}::HUGEINT) > ${Number.MAX_SAFE_INTEGER}`;
  if (kind === "timestamp") {
    return `NOT isfinite(${column}) OR (isfinite(${column}) AND abs(epoch_us(${column})::HUGEINT) > ${Number.MAX_SAFE_INTEGER})`;
  }
  return null;
}

export const RANGE_HINT: Readonly<Partial<Record<ScalarKind, string>>> = {
  int64:
    "An int64 holds whole numbers up to 2^53 - 1 on both faces; declare identifiers as t.string, amounts as t.float64.",
  timestamp:
    "A timestamp lies between the years 1684 and 2255; filter the rows out before they reach the source.",
};
