// Values and types spelt as literals, in SQL and in JavaScript, so that both read back the same bits.
import type { Value, ValueType } from "../ir/value-type.ts";

const SQL_TYPES = {
  int64: "BIGINT",
  float64: "DOUBLE",
  decimal: "BIGINT",
  bool: "BOOLEAN",
  string: "VARCHAR",
  timestamp: "TIMESTAMP",
  null: '"NULL"',
} as const;

/** The DuckDB type that holds values of `type` within statements. */
export function sqlType(type: ValueType): string {
  if (type.kind !== "list") return SQL_TYPES[type.kind];
  return `${type.element === undefined ? SQL_TYPES.null : sqlType(type.element)}[]`;
}

/** `value` as SQL of exactly the type `sqlType(type)`; null without a kind is plain NULL. */
export function sqlLiteral(value: Value, type: ValueType): string {
  if (value === null) return type.kind === "null" ? "NULL" : `NULL::${sqlType(type)}`;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "string") return sqlText(value);
  if (typeof value === "object") {
    const { element } = type;
    const items = element === undefined ? [] : value.map((item) => sqlLiteral(item, element));
    return `[${items.join(", ")}]::${sqlType(type)}`;
  }
  if (type.kind === "float64") return sqlDouble(value);
  if (type.kind === "timestamp") return `make_timestamp(${value})`;
  return value < 0 ? `(${value})::BIGINT` : `${value}::BIGINT`;
}

/** A whole number as bare SQL, where a BIGINT beside it decides the type. */
export function sqlInteger(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}

/** Always with an exponent: `0.1` alone is a DECIMAL, and `0.1::DOUBLE` goes through one and can miss by a bit. */
export function sqlDouble(value: number): string {
  if (Number.isNaN(value)) return "'nan'::DOUBLE";
  if (!Number.isFinite(value)) return value > 0 ? "'inf'::DOUBLE" : "'-inf'::DOUBLE";
  const digits = String(Math.abs(value));
  const text = digits.includes("e") ? digits : `${digits}e0`;
  return value < 0 || Object.is(value, -0) ? `(-${text})` : text;
}

/** A NUL would end the statement's text and line ends, also U+2028, would fall to its layout: they are spelt `chr(0)`, `chr(10)`. */
function sqlText(value: string): string {
  const parts = value
    .split(/([\0\n\r\u2028\u2029])/)
    .filter((part, at) => part !== "" || at === 0)
    .map((part) =>
      /^[\0\n\r\u2028\u2029]$/.test(part) ? `chr(${part.charCodeAt(0)})` : `'${part.replaceAll("'", "''")}'`,
    );
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(" || ")})`;
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `value` as a JavaScript expression; timestamps are whole microseconds. */
export function javascriptLiteral(value: Value, _type: ValueType): string {
  if (typeof value === "string") return quoteText(value);
  if (typeof value === "object" && value !== null) {
    return `[${value.map((item) => javascriptLiteral(item, _type.element ?? _type)).join(", ")}]`;
  }
  if (typeof value !== "number") return String(value);
  if (Number.isNaN(value)) return "Number.NaN";
  if (value === Number.POSITIVE_INFINITY) return "Number.POSITIVE_INFINITY";
  if (value === Number.NEGATIVE_INFINITY) return "Number.NEGATIVE_INFINITY";
  return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
}

/** In the quotes that the formatter takes: single ones where they save escapes. */
function quoteText(value: string): string {
  const text = JSON.stringify(value);
  const double = value.split('"').length;
  const single = value.split("'").length;
  return double > single ? `'${text.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : text;
}
