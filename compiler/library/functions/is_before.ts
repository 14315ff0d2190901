// `timestamp.isBefore(other)`.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { BOOL, infersExactly, TIMESTAMP } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const is_before: FunctionDefinition = {
  spellings: [{ form: "method", name: "isBefore" }],
  summary: "Whether the timestamp is earlier than the other.",
  nulls: "strict",
  infer: infersExactly(["timestamp", "timestamp"], BOOL),
  evaluate: (left, right) => (left as number) < (right as number),
  javascript: (args) => {
    const [left, right] = pair(args);
    return binary(left.text, "<", right.text);
  },
  sql: (args) => {
    const [left, right] = pair(args);
    return sql`(${left.text} < ${right.text})`;
  },
  examples: [
    { args: [-1, 0], types: [TIMESTAMP, TIMESTAMP], result: true },
    { args: [5, 5], types: [TIMESTAMP, TIMESTAMP], result: false },
  ],
};
