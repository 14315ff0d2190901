// What decimals share in SQL: units as BIGINT that stop at the ends.
import { MOST_UNITS } from "./decimal.ts";
import type { Operand, SqlScope } from "./define.ts";
import { type Sql, sql } from "./sql.ts";

/** A HUGEINT of units as BIGINT, stopped at the ends; null stays null. */
export function sqlClamp(units: Sql, scope: SqlScope): Sql {
  const value = scope.bind(units);
  const most = String(MOST_UNITS);
  return sql`(CASE WHEN ${value} > ${most} THEN ${most} WHEN ${value} < -${most} THEN -${most} ELSE ${value} END)::BIGINT`;
}

/** The text of an operand's units with a type that cannot overflow. */
export function asHuge({ text }: Operand<Sql>): Sql {
  return sql`${text}::HUGEINT`;
}
