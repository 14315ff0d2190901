// `Math.abs(x)` of a decimal.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { decimalType } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const decimal_abs: FunctionDefinition = {
  spellings: [{ form: "function", name: "Math.abs" }],
  summary: "Absolute value of a decimal, as a decimal.",
  nulls: "strict",
  infer: ([arg]) => (arg?.type.kind === "decimal" ? { type: decimalType(arg.type.scale ?? 0) } : null),
  evaluate: (units) => Math.abs(units as number),
  javascript: (args) => call("Math.abs", only(args, 0).text),
  sql: (args) => sql`abs(${only(args, 0).text})`,
  examples: [
    { args: [-1234], types: [decimalType(2)], result: 1234 },
    { args: [5], types: [decimalType(2)], result: 5 },
  ],
};
