// Fits a typed expression to the type that its place wants.
import type { Expression } from "../ir/expression.ts";
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { convert } from "../library/convert.ts";
import { sameKind } from "../library/kinds.ts";
import { codes } from "./codes.ts";
import { printType } from "./print.ts";
import { LONG_AGO } from "./time.ts";
import type { Inferred, Tools } from "./typed.ts";

/** The library's function for int64 where a float64 is wanted; it has no spelling. */
const TO_FLOAT64 = "to_float64";

/**
 * The expression in the wanted type: int64 widens to float64, a value that is never null fits where null may be.
 * Null after reporting what does not fit; `what` names the place, as in "Event time". Hints fall back on `instant`.
 */
export function coerce(
  tools: Tools,
  inferred: Inferred,
  wanted: ValueType,
  span: Span,
  what: string,
  hint?: string,
  instant = LONG_AGO,
): Expression | null {
  if (inferred === null) return null;
  const { expression, because } = inferred;
  const { type } = expression;
  const fits = sameKind(type, wanted) || widensToDecimal(type, wanted);
  if (type.nullable && !wanted.nullable && (fits || type.kind === "null")) {
    tools.report.add(codes.nullableValue, span, `${what} may be null: ${because ?? "its type says so"}.`, {
      hint: hint ?? "Say what null means with `??`, or leave such rows out with `where`.",
    });
    return null;
  }
  if (fits) return convert(expression, wanted);
  if (type.kind === "null" && expression.kind === "literal") return { ...expression, type: wanted };
  const widened = type.kind === "int64" && wanted.kind === "float64" ? widen(tools, expression) : null;
  if (widened !== null && (wanted.nullable || !widened.type.nullable)) return widened;
  const message = `${what} must be ${printType(wanted)}, not ${printType(type)}.`;
  const way = wayOut(type, wanted, instant);
  tools.report.add(codes.wrongType, span, message, way === null ? {} : { hint: way });
  return null;
}

/** What converts `x`; a null that it may give has a value of its own at once, so that one step is enough. */
function wayOut({ kind: from }: ValueType, { kind: wanted }: ValueType, instant: string): string | null {
  const isNumber = from === "int64" || from === "float64" || from === "decimal";
  if (wanted === "float64" && from === "decimal") return "Say that it may be rounded: `toFloat64(x)`.";
  if (wanted === "float64" && from === "string") return "Read the number: `parseNumber(x) ?? 0`.";
  if (wanted === "int64" && from === "string") return "Read the number: `parseInteger(x) ?? 0`.";
  if (wanted === "int64" && isNumber)
    return "Cut it to a whole number, `toInt64(x) ?? 0`; what is no key can be declared `t.float64`, as arithmetic gives it.";
  if (wanted === "string" && (from === "int64" || from === "bool")) return "Spell it: `String(x)`.";
  if (wanted === "string" && isNumber) return "Spell the whole number: `String(toInt64(x) ?? 0)`.";
  if (wanted === "timestamp" && from === "string")
    return `Read it as ISO 8601: \`parseTimestamp(x) ?? ${instant}\`.`;
  if (wanted === "timestamp" && isNumber)
    return `Say what it counts since 1970: \`fromEpochSeconds(x) ?? ${instant}\`, or \`fromEpochMillis\`, \`fromEpochMicros\`.`;
  return null;
}

/** Whole numbers and decimals of fewer digits after the point are decimals exactly. */
function widensToDecimal(type: ValueType, wanted: ValueType): boolean {
  const scale = type.kind === "int64" ? 0 : type.kind === "decimal" ? type.scale : undefined;
  return wanted.kind === "decimal" && scale !== undefined && scale <= (wanted.scale ?? 0);
}

function widen(tools: Tools, expression: Expression): Expression | null {
  const { type } = expression;
  if (expression.kind === "literal")
    return { ...expression, type: { kind: "float64", nullable: type.nullable } };
  const inference = tools.vocabulary.functionByKey(TO_FLOAT64)?.definition.infer([{ type }]) ?? null;
  if (inference === null || "problem" in inference) return null;
  return { kind: "call", function: TO_FLOAT64, args: [expression], type: inference.type };
}
