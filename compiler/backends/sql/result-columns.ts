// Columns as people and files have them: within statements decimals are units, in results they are DECIMAL.
import type { Field } from "../../ir/value-type.ts";
import { asDecimal, holdsDecimals } from "../../library/decimal-sql.ts";

/** `name`, as it is read of a result; alone where nothing has to change. */
export function resultColumn({ name, type }: Field, identifier: (name: string) => string): string {
  const column = identifier(name);
  return holdsDecimals(type) ? `${asDecimal(column, type)} AS ${column}` : column;
}

/** ` REPLACE (...)` for a `*` that passes these columns on; "" where nothing has to change. */
export function replaceDecimals(fields: readonly Field[], identifier: (name: string) => string): string {
  const changed = fields.filter(({ type }) => holdsDecimals(type));
  if (changed.length === 0) return "";
  return ` REPLACE (${changed.map((field) => resultColumn(field, identifier)).join(", ")})`;
}
