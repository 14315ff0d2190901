// SQL operands in the type that an operation needs, with literals spelt in that type.
import type { ValueType } from "../ir/value-type.ts";
import type { Operand } from "./define.ts";
import { sqlDouble, sqlInteger } from "./literals.ts";
import { rawSql, type Sql, sql } from "./sql.ts";

/** A number as DOUBLE; safe integers are exact in it. */
export function asDouble(operand: Operand<Sql>): Sql {
  if (typeof operand.literal === "number") return rawSql(sqlDouble(operand.literal));
  return operand.type.kind === "int64" ? sql`${operand.text}::DOUBLE` : operand.text;
}

/** As a branch of `type`: int64 widens where the other branch is float64. */
export function asBranch(operand: Operand<Sql>, type: ValueType): Sql {
  return type.kind === "float64" ? asDouble(operand) : operand.text;
}

/** As BIGINT beside a BIGINT: literals lose their cast. */
export function asInteger(operand: Operand<Sql>): Sql {
  return typeof operand.literal === "number" ? rawSql(sqlInteger(operand.literal)) : operand.text;
}

/** Whether the operand can be NaN. */
export function mayBeNaN(operand: Operand<Sql>): boolean {
  if (operand.type.kind !== "float64") return false;
  return typeof operand.literal !== "number" || Number.isNaN(operand.literal);
}

/** The operands of an operator with a fixed number of them. */
export function only<Item>(items: readonly Item[], at: number): Item {
  const item = items[at];
  if (item === undefined) throw new Error(`A library function was called without its argument ${at + 1}.`);
  return item;
}

/** The first and the second operand. */
export function pair<Item>(items: readonly Item[]): readonly [Item, Item] {
  return [only(items, 0), only(items, 1)];
}
