// Functions of one number that leave whole numbers whole: int64 in, int64 out.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { asInteger, only } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";

export interface Rounding {
  /** Of `Math`. */
  readonly name: "abs" | "floor" | "ceil" | "round" | "trunc" | "sign";
  readonly summary: string;
  /** On BIGINT; without it, whole numbers come back as they are. */
  integer?(value: Sql): Sql;
  /** On DOUBLE; the value is bound. */
  double(value: Sql): Sql;
  readonly examples: readonly (readonly [number, number])[];
}

export function rounding({ name, summary, integer, double, examples }: Rounding): FunctionDefinition {
  return {
    spellings: [{ form: "function", name: `Math.${name}` }],
    summary,
    nulls: "strict",
    infer: infersNumbers(1, (args) => (only(args, 0).type.kind === "int64" ? INT64 : FLOAT64)),
    evaluate: (value) => Math[name](value as number),
    javascript: (args) => call(`Math.${name}`, only(args, 0).text),
    sql: (args, scope) => {
      const value = only(args, 0);
      if (value.type.kind === "float64") return double(scope.bind(value.text));
      const whole = typeof value.literal === "number" ? sql`${asInteger(value)}::BIGINT` : value.text;
      return integer === undefined ? whole : integer(scope.bind(whole));
    },
    examples: [
      ...examples.map(([value, result]) => ({ args: [value], types: [FLOAT64], result })),
      { args: [-7], types: [INT64], result: Math[name](-7) },
      { args: [0], types: [INT64], result: 0 },
    ],
  };
}
