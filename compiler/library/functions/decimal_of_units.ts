// `decimalOfUnits(cents, 2)`.
import type { FunctionDefinition } from "../define.ts";
import { decimalType, digitsOf, INT64, wrongCount } from "../kinds.ts";
import { only } from "../operands.ts";

export const decimal_of_units: FunctionDefinition = {
  spellings: [{ form: "function", name: "decimalOfUnits" }],
  summary:
    "The decimal of so many smallest units, with so many digits after the point: of 1234 cents and 2, 12.34.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [units, digits] = [only(args, 0), digitsOf(only(args, 1), 1)];
    if (units.type.kind !== "int64") {
      return { problem: `takes whole numbers of units, not ${units.type.kind}.`, argument: 0 };
    }
    if (typeof digits !== "number") return digits;
    return { type: decimalType(digits) };
  },
  // Both are whole numbers that a double holds: only what they are counted in changes.
  evaluate: (units) => units,
  javascript: (args) => only(args, 0).text,
  sql: (args) => only(args, 0).text,
  examples: [
    { args: [1234, 2], types: [INT64, INT64], result: 1234 },
    { args: [-5, 0], types: [INT64, INT64], result: -5 },
    { args: [Number.MAX_SAFE_INTEGER, 15], types: [INT64, INT64], result: Number.MAX_SAFE_INTEGER },
  ],
};
