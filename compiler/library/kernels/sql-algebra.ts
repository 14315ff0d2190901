// Kernels as SQL: named values become columns of a SELECT below.
import type { SqlScope } from "../define.ts";
import { sqlDouble, sqlInteger } from "../literals.ts";
import { rawSql, type Sql, sql } from "../sql.ts";
import type { Algebra } from "./algebra.ts";

export function sqlAlgebra(scope: SqlScope): Algebra<Sql> {
  const bits = (value: Sql): Sql => scope.bind(sql`${value}::BIT::BIGINT`);
  return {
    real: (parts, ...values) => sql`(${sql(parts, ...values.map((value) => spell(value, sqlDouble)))})`,
    whole: (parts, ...values) => sql`(${sql(parts, ...values.map((value) => spell(value, sqlInteger)))})`,
    bind: (value) => scope.bind(value),
    select: (condition, yes, no) => sql`(CASE WHEN ${condition} THEN ${yes} ELSE ${no} END)`,
    equal: (left, right) => sql`(${left} = ${right})`,
    both: (left, right) => sql`(${left} AND ${right})`,
    either: (left, right) => sql`(${left} OR ${right})`,
    isNaN: (value) => sql`isnan(${value})`,
    highWord: (value) => sql`(${bits(value)} >> 32)`,
    // The exponent's lowest bit is bit 52.
    scaleDown: (value, exponent) => sql`(${bits(value)} - ${exponent} * 4503599627370496)::BIT::DOUBLE`,
    powerOfTwo: (exponent) => sql`((${exponent} + 1023) * 4503599627370496)::BIT::DOUBLE`,
    toReal: (whole) => sql`${whole}::DOUBLE`,
    toWhole: (real) => sql`${real}::BIGINT`,
    squareRoot: (real) => sql`sqrt(${real})`,
    truncate: (real) => sql`trunc(${real})`,
  };
}

function spell(value: Sql | number, literal: (value: number) => string): Sql {
  return typeof value === "number" ? rawSql(literal(value)) : value;
}
