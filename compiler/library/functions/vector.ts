// `vector([0, 0.5, 1])`.
import type { ValueType } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { FLOAT64, INT64, isNumber, listType, wrongCount } from "../kinds.ts";
import { only } from "../operands.ts";

const ofSize = (size: number): ValueType => ({ ...listType(FLOAT64), size });

export const vector: FunctionDefinition = {
  spellings: [{ form: "function", name: "vector" }],
  summary: "The vector of the numbers that are written out.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 1);
    if (wrong !== null) return wrong;
    const { type, literal } = only(args, 0);
    if (!Array.isArray(literal) || type.element === undefined || !isNumber(type.element)) {
      return { problem: "takes a literal list of numbers.", argument: 0 };
    }
    const wanted = ofSize(literal.length);
    return { type: wanted, args: [wanted] };
  },
  evaluate: (items) => items,
  javascript: (args) => only(args, 0).text,
  sql: (args) => only(args, 0).text,
  examples: [
    { args: [[0, 0.5]], types: [listType(FLOAT64)], result: [0, 0.5] },
    { args: [[1, 2, 3]], types: [listType(INT64)], result: [1, 2, 3] },
  ],
};
