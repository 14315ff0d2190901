// The input rule of aggregations that compare values: any scalar will do.
import type { ScalarKind, ValueType } from "../../ir/value-type.ts";
import type { AggregateShape, Inference } from "../define.ts";

/** `what` completes "needs a value ...", as in "to compare"; `refused` kinds have no use there. */
export function infersScalar(
  what: string,
  result: (input: ValueType) => ValueType,
  refused: readonly ScalarKind[] = [],
) {
  return ({ inputs }: AggregateShape): Inference => {
    const argument = inputs.findIndex(
      ({ kind }) => kind === "null" || kind === "list" || refused.includes(kind),
    );
    const [input] = inputs;
    if (input === undefined) return { problem: `needs a value ${what}.` };
    if (argument < 0) return { type: result(input) };
    const kind = inputs[argument]?.kind;
    return { problem: kind === "null" ? `needs a value ${what}.` : `takes no ${kind} ${what}.`, argument };
  };
}

/** Stored values have one zero. */
export function unsigned<Value>(value: Value): Value {
  return (value === 0 ? 0 : value) as Value;
}
