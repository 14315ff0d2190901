// `===` and `!==`: never null, and NaN equals nothing.
import type { Value } from "../../ir/value-type.ts";
import type { FunctionDefinition, Operand, SqlScope } from "../define.ts";
import { binary } from "../javascript-text.ts";
import {
  BOOL,
  decimalType,
  EXACTLY,
  FLOAT64,
  INT64,
  kindsOf,
  mixesDecimals,
  STRING,
  unifyArguments,
  wrongCount,
} from "../kinds.ts";
import { mayBeNaN, pair } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";
import { sameNumbers } from "./comparison.ts";

export function equality(operator: "===" | "!==", summary: string): FunctionDefinition {
  const when = operator === "===";
  const nullable = { kind: "float64", nullable: true } as const;
  const example = (left: Value, right: Value, same: boolean, types = [FLOAT64, FLOAT64]) => ({
    args: [left, right],
    types,
    result: same === when,
  });
  return {
    spellings: [{ form: "operator", name: operator }],
    summary,
    nulls: "aware",
    infer: (args) => {
      const wrong = wrongCount(args, 2);
      if (wrong !== null) return wrong;
      const [left, right] = pair(args);
      if (left.type.kind === "null" || right.type.kind === "null") return null;
      const type = unifyArguments(left, right);
      if (type?.kind === "decimal") return { type: BOOL, args: [type, type] };
      if (type !== null && type.kind !== "list") return { type: BOOL };
      const hint = mixesDecimals(args) ? { hint: EXACTLY } : {};
      return { problem: `compares values of one type, not ${kindsOf(args)}.`, ...hint };
    },
    evaluate: (left, right) => (left === right) === when,
    javascript: (args) => {
      const [left, right] = pair(args);
      return binary(left.text, operator, right.text);
    },
    sql: (args, scope) => {
      const [left, right] = pair(args);
      const same = sqlEquals(left, right, scope);
      return when ? same : sql`(NOT ${same})`;
    },
    examples: [
      example(1, 1, true),
      example(0, -0, true),
      example(Number.NaN, Number.NaN, false),
      example(2, 2, true, [INT64, FLOAT64]),
      example(150, 15, true, [decimalType(2), decimalType(1)]),
      example(150, 1.5, true, [decimalType(2), FLOAT64]),
      example("é", "e\u0301", false, [STRING, STRING]),
      example(null, null, true, [nullable, nullable]),
      example(null, Number.NaN, false, [nullable, nullable]),
    ],
  };
}

function sqlEquals(left: Operand<Sql>, right: Operand<Sql>, scope: SqlScope): Sql {
  const nullable = left.type.nullable || right.type.nullable;
  const equals = nullable ? "IS NOT DISTINCT FROM" : "=";
  // SQL lets NaN equal NaN: one side that is known not to be NaN settles it.
  const suspect = mayBeNaN(left) && mayBeNaN(right);
  if (!suspect) {
    const numeric = left.type.kind === "int64" || left.type.kind === "float64";
    const [a, b] = numeric ? sameNumbers(left, right) : [left.text, right.text];
    return sql`(${a} ${equals} ${b})`;
  }
  const bound = scope.bind(left.text);
  const isNotNumber = left.type.nullable ? sql`coalesce(isnan(${bound}), false)` : sql`isnan(${bound})`;
  return sql`(${bound} ${equals} ${right.text} AND NOT ${isNotNumber})`;
}
