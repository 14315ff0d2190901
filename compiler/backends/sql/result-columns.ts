// Columns as people and files have them: within statements decimals are units, in results they are DECIMAL.
import type { Field, ValueType } from "../../ir/value-type.ts";

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

function holdsDecimals({ kind, element }: ValueType): boolean {
  return kind === "decimal" || element?.kind === "decimal";
}

/** Exact: the product of two decimals is one. */
function asDecimal(units: string, { kind, scale = 0, element }: ValueType): string {
  if (kind === "list" && element !== undefined) {
    return `list_transform(${units}, lambda x: ${asDecimal("x", element)})`;
  }
  const whole = `${units}::DECIMAL(18,0)`;
  if (scale === 0) return whole;
  return `(${whole} * 0.${"1".padStart(scale, "0")}::DECIMAL(${scale},${scale}))::DECIMAL(18,${scale})`;
}
