// The ordering operators: on numbers, text and timestamps.
import type { Value, ValueType } from "../../ir/value-type.ts";
import type { Argument, FunctionDefinition, Inference, Operand } from "../define.ts";
import { binary, call } from "../javascript-text.ts";
import {
  BOOL,
  decimalType,
  EXACTLY,
  FLOAT64,
  INT64,
  isNumber,
  kindsOf,
  mixesDecimals,
  STRING,
  TIMESTAMP,
  unifyArguments,
  wrongCount,
} from "../kinds.ts";
import { asDouble, asInteger, mayBeNaN, pair } from "../operands.ts";
import { compareText } from "../order.ts";
import { type Sql, sql } from "../sql.ts";

export type Comparator = "<" | "<=" | ">" | ">=";

export function comparison(
  operator: Comparator,
  summary: string,
  holds: (left: number, right: number) => boolean,
): FunctionDefinition {
  const example = (type: ValueType, left: Value, right: Value, result: boolean) => ({
    args: [left, right],
    types: [type, type],
    result,
  });
  return {
    spellings: [{ form: "operator", name: operator }],
    summary,
    nulls: "strict",
    infer: inferOrdered,
    evaluate: (left, right) =>
      typeof left === "string"
        ? holds(compareText(left, right as string), 0)
        : holds(left as number, right as number),
    javascript: (args, scope) => {
      const [left, right] = pair(args);
      if (left.type.kind !== "string") return binary(left.text, operator, right.text);
      return binary(call(scope.helper("compareText"), left.text, right.text), operator, "0");
    },
    sql: (args, scope) => {
      const [left, right] = pair(args);
      if (!isNumber(left.type)) return sql`(${left.text} ${operator} ${right.text})`;
      const [a, b] = sameNumbers(left, right);
      // SQL orders NaN above all numbers; JavaScript never lets it win.
      const greater = operator.startsWith("<") ? right : left;
      if (!mayBeNaN(greater)) return sql`(${a} ${operator} ${b})`;
      const bound = scope.bind(greater.text);
      const guarded = greater === right ? sql`${a} ${operator} ${bound}` : sql`${bound} ${operator} ${b}`;
      return sql`(${guarded} AND NOT isnan(${bound}))`;
    },
    examples: [
      example(FLOAT64, 1, 2, holds(1, 2)),
      example(FLOAT64, 0, -0, holds(0, 0)),
      example(FLOAT64, 1, Number.NaN, false),
      example(FLOAT64, Number.NaN, Number.NaN, false),
      example(INT64, 3, 3, holds(3, 3)),
      { args: [150, 2], types: [decimalType(2), INT64], result: holds(1.5, 2) },
      { args: [-150, -1.25], types: [decimalType(2), FLOAT64], result: holds(-1.5, -1.25) },
      example(STRING, "\u{ffff}", "\u{10000}", holds(1, 2)),
      example(TIMESTAMP, 2, 1, holds(2, 1)),
    ],
  };
}

/** Both as BIGINT where both are, else both as DOUBLE. */
export function sameNumbers(left: Operand<Sql>, right: Operand<Sql>): readonly [Sql, Sql] {
  const whole = left.type.kind === "int64" && right.type.kind === "int64";
  return whole ? [asInteger(left), asInteger(right)] : [asDouble(left), asDouble(right)];
}

function inferOrdered(args: readonly Argument[]): Inference {
  const wrong = wrongCount(args, 2);
  if (wrong !== null) return wrong;
  const [left, right] = pair(args);
  if (isNumber(left.type) && isNumber(right.type)) return { type: BOOL };
  if (left.type.kind === "decimal" || right.type.kind === "decimal") {
    const type = unifyArguments(left, right);
    if (type !== null) return { type: BOOL, args: [type, type] };
    if (mixesDecimals(args)) return { problem: `orders two decimals, not ${kindsOf(args)}.`, hint: EXACTLY };
  }
  const ordered = left.type.kind === "string" || left.type.kind === "timestamp";
  if (ordered && left.type.kind === right.type.kind) return { type: BOOL };
  return { problem: `orders two numbers, two strings or two timestamps, not ${kindsOf(args)}.` };
}
