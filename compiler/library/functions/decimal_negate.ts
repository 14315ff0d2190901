// `-x` of a decimal.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { decimalType } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const decimal_negate: FunctionDefinition = {
  spellings: [{ form: "operator", name: "neg" }],
  summary: "The decimal with the other sign.",
  nulls: "strict",
  infer: ([arg]) => (arg?.type.kind === "decimal" ? { type: decimalType(arg.type.scale ?? 0) } : null),
  evaluate: (units) => 0 - (units as number),
  // `-0` is no number of units.
  javascript: (args) => binary("0", "-", only(args, 0).text),
  sql: (args) => sql`(-${only(args, 0).text})`,
  examples: [
    { args: [1234], types: [decimalType(2)], result: -1234 },
    { args: [0], types: [decimalType(2)], result: 0 },
  ],
};
