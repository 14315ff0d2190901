// `vector.dot(other)`.
import type { ValueType } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { AS_VECTOR, FLOAT64, wrongCount } from "../kinds.ts";
import { dotProduct } from "../lists.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

const vector = (size: number): ValueType => ({ kind: "list", nullable: false, element: FLOAT64, size });

export const dot: FunctionDefinition = {
  spellings: [{ form: "method", name: "dot" }],
  summary: "The products of two vectors' items, added from the first to the last.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [left, right] = pair(args);
    const sizes = [left.type.size, right.type.size];
    if (left.type.kind === "list" && sizes[0] !== undefined && sizes[0] === sizes[1])
      return { type: FLOAT64 };
    const words = sizes.map((size) => (size === undefined ? "a value that is none" : `one of ${size}`));
    const isWrittenOut = args.some(({ literal }) => Array.isArray(literal));
    return {
      problem: `takes two vectors of one size, not ${words.join(" and ")}.`,
      ...(isWrittenOut ? { hint: AS_VECTOR } : {}),
    };
  },
  evaluate: (left, right) => dotProduct(left as readonly number[], right as readonly number[]),
  javascript: (args, scope) => {
    const [left, right] = pair(args);
    return call(scope.helper("dotProduct"), left.text, right.text);
  },
  sql: (args) => {
    const [left, right] = pair(args);
    // SQL's own products add in an order that is the engine's affair.
    const products = sql`list_transform(list_zip(${left.text}, ${right.text}), lambda z: z[1] * z[2])`;
    return sql`list_reduce(${products}, lambda s, p: s + p, 0e0)`;
  },
  examples: [
    {
      args: [
        [1, 2],
        [3, 4],
      ],
      types: [vector(2), vector(2)],
      result: 11,
    },
    {
      args: [
        [0.1, 0.2, 0.3],
        [1, 1, 1],
      ],
      types: [vector(3), vector(3)],
      result: 0.1 + 0.2 + 0.3,
    },
    {
      args: [
        [1, 0],
        [Number.NaN, 1],
      ],
      types: [vector(2), vector(2)],
      result: Number.NaN,
    },
  ],
};
