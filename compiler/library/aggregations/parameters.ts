// The literals that follow the values of an aggregation, and what they may be.
import type { Value } from "../../ir/value-type.ts";
import type { AggregateParameter } from "../define.ts";

/** Lists stay short: each is a value of one feature. */
export const MOST_ITEMS = 1000;

export function itemCount(name: string): AggregateParameter {
  return {
    name,
    problem: (value) => {
      const isCount = typeof value === "number" && Number.isInteger(value);
      return isCount && value >= 1 && value <= MOST_ITEMS ? null : `a whole number from 1 to ${MOST_ITEMS}`;
    },
  };
}

export const FRACTION: AggregateParameter = {
  name: "q",
  problem: (value) => (typeof value === "number" && value >= 0 && value <= 1 ? null : "a number from 0 to 1"),
};

export function firstNumber(parameters: readonly Value[]): number {
  const [value] = parameters;
  if (typeof value !== "number") throw new Error("An aggregation was used without its parameter.");
  return value;
}
