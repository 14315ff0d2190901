// Which file types may stand behind a declared type, and how they are read as it.
import type { ScalarKind, ValueType } from "../../compiler/ir/value-type.ts";
import { sqlType } from "../../compiler/library/literals.ts";
import { fileDecimal, unitsOf } from "./decimal-columns.ts";

const INTEGERS = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"];

const ACCEPTED: Readonly<Record<Exclude<ScalarKind, "decimal">, readonly string[]>> = {
  int64: INTEGERS,
  float64: ["FLOAT", "DOUBLE", ...INTEGERS],
  bool: ["BOOLEAN"],
  string: ["VARCHAR"],
  timestamp: ["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP WITH TIME ZONE", "DATE"],
};

/** The expression that reads `column` (quoted) of file type `fileType` as the declared type; null if it must not. */
export function readAs(column: string, fileType: string, type: ValueType): string | null {
  if (type.kind === "list") return readList(column, fileType, type);
  if (type.kind === "null") return null;
  const plain = fileType.startsWith("ENUM") ? "VARCHAR" : fileType;
  if (type.kind === "decimal") {
    const from = INTEGERS.includes(plain) ? "DECIMAL(38,0)" : plain;
    return from === "VARCHAR" || fileDecimal(from) !== null ? unitsOf(column, from, type) : null;
  }
  if (!ACCEPTED[type.kind].includes(plain)) return null;
  if (plain === "TIMESTAMP WITH TIME ZONE") return `(${column} AT TIME ZONE 'UTC')`;
  return plain === sqlType(type) ? column : `${column}::${sqlType(type)}`;
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
