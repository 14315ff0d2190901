// The value of the greatest row in the order of time: what `last(x)` and plain columns share.
import type { Value } from "../../ir/value-type.ts";
import type { AggregationDefinition } from "../define.ts";
import { compareValues } from "../order.ts";

interface Newest {
  readonly value: Value;
  readonly order: readonly Value[];
}

/** How `last` and `latest` differ. */
export interface NewestRule {
  readonly name: "last" | "latest";
  readonly summary: string;
  readonly window: "optional" | "refused";
}

export function newest({ name, summary, window }: NewestRule): AggregationDefinition<Newest | null> {
  const later = (left: Newest | null, right: Newest | null): Newest | null => {
    if (left === null || right === null) return left ?? right;
    return compareOrders(left, right) < 0 ? right : left;
  };
  return {
    name,
    summary,
    algebra: "latest",
    arity: 1,
    parameters: [],
    window,
    infer: ({ inputs: [input] }) => {
      if (input === undefined || input.kind === "null") return { problem: "needs a value." };
      return { type: { ...input, nullable: true } };
    },
    lanes: () => [],
    finalize: () => {
      throw new Error(`'${name}' is ordered by the SQL backend and has no lanes to finalize.`);
    },
    whenEmpty: null,
    reference: {
      empty: () => null,
      update: (state, [value = null], order) => {
        // SQL cannot order -0 against 0: both are stored as 0.
        return later(state, { value: unsigned(value), order });
      },
      merge: later,
      finalize: (state) => state?.value ?? null,
    },
  };
}

function unsigned(value: Value): Value {
  if (typeof value === "number") return value + 0;
  if (typeof value !== "object" || value === null) return value;
  return value.map((item) => (typeof item === "number" ? item + 0 : item));
}

function compareOrders(left: Newest, right: Newest): number {
  for (let at = 0; at < left.order.length; at++) {
    const compared = compareValues(left.order[at] ?? null, right.order[at] ?? null);
    if (compared !== 0) return compared;
  }
  return compareValues(left.value, right.value);
}
