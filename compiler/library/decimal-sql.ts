// Decimals as people and files have them, and as statements compute with them: DECIMAL(18, scale) and BIGINT units.
import type { ValueType } from "../ir/value-type.ts";

export function holdsDecimals({ kind, element }: ValueType): boolean {
  return kind === "decimal" || element?.kind === "decimal";
}

/** Exact: the product of two decimals is one. */
export function asDecimal(units: string, { kind, scale = 0, element }: ValueType): string {
  if (kind === "list" && element !== undefined) {
    return `list_transform(${units}, lambda x: ${asDecimal("x", element)})`;
  }
  const whole = `${units}::DECIMAL(18,0)`;
  if (scale === 0) return whole;
  return `(${whole} * 0.${"1".padStart(scale, "0")}::DECIMAL(${scale},${scale}))::DECIMAL(18,${scale})`;
}

/** The units of a column of a result; other types as they are. */
export function asUnits(column: string, type: ValueType): string {
  if (!holdsDecimals(type)) return column;
  if (type.kind === "list" && type.element !== undefined) {
    return `list_transform(${column}, lambda x: ${asUnits("x", type.element)})`;
  }
  const { scale = 0 } = type;
  if (scale === 0) return `${column}::BIGINT`;
  // Two factors of at most 18 digits would have a product of 18, which units of many digits after the point exceed.
  return `(${column}::DECIMAL(38,${scale}) * ${"1".padEnd(scale + 1, "0")}::DECIMAL(${scale + 1},0))::BIGINT`;
}
