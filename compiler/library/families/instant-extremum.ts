// The earliest and the latest of several timestamps.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { kindsOf, TIMESTAMP, wrongCount } from "../kinds.ts";
import { sql } from "../sql.ts";

/** Fewer are no comparison; more are a list, which wants an aggregation. */
const LEAST = 2;
const MOST = 8;

export function instantExtremum(name: "earliest" | "latest", summary: string): FunctionDefinition {
  const [ours, theirs] = name === "earliest" ? (["min", "least"] as const) : (["max", "greatest"] as const);
  const example = (...values: readonly number[]) => ({
    args: values,
    types: values.map(() => TIMESTAMP),
    result: Math[ours](...values),
  });
  return {
    spellings: [{ form: "function", name }],
    summary,
    nulls: "strict",
    infer: (args) => {
      const wrong = wrongCount(args, LEAST, MOST);
      if (wrong !== null) return wrong;
      const argument = args.findIndex(({ type }) => type.kind !== "timestamp");
      if (argument < 0) return { type: TIMESTAMP };
      return { problem: `compares timestamps, not ${kindsOf(args)}.`, argument };
    },
    evaluate: (...values) => Math[ours](...(values as number[])),
    javascript: (args) => call(`Math.${ours}`, ...args.map(({ text }) => text)),
    sql: (args) =>
      sql`${theirs}(${args.map(({ text }) => text).reduce((left, right) => sql`${left}, ${right}`)})`,
    examples: [
      example(0, 86_400_000_000),
      example(0, -1),
      example(86_400_000_000, 86_400_000_000),
      example(5, 7, -3),
    ],
  };
}
