// The input rule of aggregations that compute.
import type { ValueType } from "../../ir/value-type.ts";
import type { AggregateShape, Inference } from "../define.ts";
import { isNumber } from "../kinds.ts";

export function infersNumber(result: (input: ValueType) => ValueType) {
  return ({ inputs: [input] }: AggregateShape): Inference => {
    if (input === undefined) return { problem: "needs a value to aggregate." };
    if (isNumber(input) || input.kind === "decimal") return { type: result(input) };
    const hint = input.kind === "bool" ? { hint: "Write (condition ? 1 : 0)." } : {};
    return { problem: `computes with numbers, not with ${input.kind}.`, argument: 0, ...hint };
  };
}
