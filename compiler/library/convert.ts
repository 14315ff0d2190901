// Arguments in the types that a function wants of them: widened, or literals spelt anew.
import type { CallExpression, Expression, LiteralExpression } from "../ir/expression.ts";
import type { ScalarValue, ValueType } from "../ir/value-type.ts";
import { clampUnits, parseDecimal } from "./decimal.ts";
import type { Inference } from "./define.ts";
import { INT64, sameKind } from "./kinds.ts";

type Inferred = Extract<Inference, { readonly type: ValueType }>;

/** The call that an inference stands for: its arguments converted, what it must know of their types appended. */
export function callOf(key: string, args: readonly Expression[], inferred: Inferred): CallExpression {
  const wanted = args.map((arg, at) => {
    const type = inferred.args?.[at];
    return type === undefined ? arg : convert(arg, type);
  });
  const constants = (inferred.constants ?? []).map((value) => literalOf(value, INT64));
  return { kind: "call", function: key, args: [...wanted, ...constants], type: inferred.type };
}

/**
 * The expression as `type`, where nothing is lost but by name: int64 and decimals become float64, int64 and decimals
 * become decimals of more digits after the point, literals become either. All else comes back as it is.
 */
export function convert(expression: Expression, type: ValueType): Expression {
  const from = expression.type;
  if (type.kind === "list" && expression.kind === "literal") return toList(expression, type);
  if (type.kind === "decimal" && from.kind !== "null") return toDecimal(expression, type.scale ?? 0);
  if (type.kind !== "float64" || (from.kind !== "int64" && from.kind !== "decimal")) return expression;
  const scale = from.scale ?? 0;
  const wanted: ValueType = { kind: "float64", nullable: from.nullable };
  if (expression.kind === "literal") {
    const value = typeof expression.value === "number" ? expression.value / 10 ** scale : null;
    return { kind: "literal", value, type: wanted };
  }
  return {
    kind: "call",
    function: "to_float64",
    args: [expression, ...(from.kind === "decimal" ? [literalOf(scale, INT64)] : [])],
    type: wanted,
  };
}

function toDecimal(expression: Expression, scale: number): Expression {
  const from = expression.type;
  const wanted: ValueType = { kind: "decimal", nullable: from.nullable, scale };
  if (expression.kind === "literal" && from.kind !== "decimal") {
    if (typeof expression.value !== "number") return { kind: "literal", value: null, type: wanted };
    const units = parseDecimal(String(expression.value), scale);
    return { kind: "literal", value: units ?? clampUnits(expression.value * 10 ** scale), type: wanted };
  }
  if (from.kind !== "decimal" && from.kind !== "int64") return expression;
  const more = scale - (from.scale ?? 0);
  if (more === 0 && from.kind === "decimal") return expression;
  return {
    kind: "call",
    function: "rescale",
    args: [expression, literalOf(10 ** more, INT64)],
    type: wanted,
  };
}

/** A list that is written out, with its items as those of `type`. */
function toList(list: LiteralExpression, type: ValueType): Expression {
  const { element } = type;
  if (element === undefined || list.type.element === undefined || !Array.isArray(list.value)) return list;
  const from = list.type.element;
  const items = list.value.map((value) => convert({ kind: "literal", value, type: from }, element));
  if (!items.every((item) => item.kind === "literal" && sameKind(item.type, element))) return list;
  const value = items.map((item) => (item.kind === "literal" ? (item.value as ScalarValue) : null));
  return { kind: "literal", value, type: { ...type, nullable: false } };
}

function literalOf(value: number, type: ValueType): Expression {
  return { kind: "literal", value, type };
}
