// Lists that authors write out: `["a", "b"].includes(x)`, the edges of `bucketize(x, [1, 2])`.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { ScalarValue, ValueType } from "../ir/value-type.ts";
import { FLOAT64, listType, unify } from "../library/kinds.ts";
import type { Typed } from "./typed.ts";

/** Null where an item is no literal, or null, or of another kind than the others. */
export function readListLiteral(items: readonly DeclaredExpression[]): Typed | null {
  let element: ValueType | null = null;
  const values: ScalarValue[] = [];
  for (const item of items) {
    if (item.kind !== "literal" || item.value.type === "null") return null;
    const { value } = item;
    const kind = value.type === "number" ? (value.int ? "int64" : "float64") : value.type;
    const type: ValueType = { kind, nullable: false };
    element = element === null ? type : unify(element, type);
    if (element === null) return null;
    values.push(value.value);
  }
  const type = listType(element ?? FLOAT64);
  return items.length === 0 ? null : { expression: { kind: "literal", value: values, type }, because: null };
}
