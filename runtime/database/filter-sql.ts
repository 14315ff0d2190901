// Turns one comparison of a filter into a SQL condition, for texts and for numbers.
import type { RawBuilder } from "kysely";
import { sql } from "./kysely.ts";
import type { DialectDifferences } from "./dialect.ts";
import type { Comparison } from "./parse-filter.ts";
import { invalid } from "./store-error.ts";

export function textCondition(
  dialect: DialectDifferences,
  text: RawBuilder<unknown>,
  { key, operator, value }: Comparison,
): RawBuilder<boolean> {
  if (operator === "IN" && Array.isArray(value)) return dialect.isAnyOf(text, value);
  if (operator === "NOT IN" && Array.isArray(value)) return sql<boolean>`NOT ${dialect.isAnyOf(text, value)}`;
  if (operator === "IS NULL") return sql<boolean>`${text} IS NULL`;
  if (operator === "IS NOT NULL") return sql<boolean>`${text} IS NOT NULL`;
  if (typeof value !== "string") {
    throw invalid(`Expected a quoted string value for '${key}' (e.g. 'my-value'). Got value ${value}`);
  }
  if (operator === "=") return sql<boolean>`${text} = ${value}`;
  if (operator === "!=") return sql<boolean>`${text} <> ${value}`;
  if (operator === "LIKE") return dialect.like(text, value);
  if (operator === "ILIKE") return dialect.likeIgnoringCase(text, value);
  throw invalid(
    `Invalid comparison operator '${operator}' for the string '${key}': use =, !=, LIKE or ILIKE.`,
  );
}

export function numberCondition(
  number: RawBuilder<unknown>,
  { key, operator, value }: Comparison,
): RawBuilder<boolean> {
  if (!["=", "!=", ">", ">=", "<", "<="].includes(operator)) {
    throw invalid(
      `Invalid comparison operator '${operator}' for the number '${key}': use =, !=, >, >=, < or <=.`,
    );
  }
  if (typeof value !== "number") {
    throw invalid(`Expected numeric value type for '${key}'. Found ${JSON.stringify(value)}`);
  }
  return sql<boolean>`${number} ${sql.raw(operator === "!=" ? "<>" : operator)} ${value}`;
}

/** Conditions joined by AND. */
export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`1 = 1` : sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}
