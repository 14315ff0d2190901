// `timestamp.secondsSince(earlier)`.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { FLOAT64, infersExactly, TIMESTAMP } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const seconds_since: FunctionDefinition = {
  spellings: [{ form: "method", name: "secondsSince" }],
  summary: "Seconds from the other timestamp to this one, with fractions; negative where the other is later.",
  nulls: "strict",
  infer: infersExactly(["timestamp", "timestamp"], FLOAT64),
  evaluate: (later, earlier) => ((later as number) - (earlier as number)) / 1e6,
  javascript: (args) => {
    const [later, earlier] = pair(args);
    return binary(binary(later.text, "-", earlier.text), "/", "1e6");
  },
  sql: (args) => {
    const [later, earlier] = pair(args);
    return sql`((epoch_us(${later.text}) - epoch_us(${earlier.text}))::DOUBLE / 1e6)`;
  },
  examples: [
    { args: [1_500_000, 0], types: [TIMESTAMP, TIMESTAMP], result: 1.5 },
    { args: [-1, 1], types: [TIMESTAMP, TIMESTAMP], result: -0.000002 },
    { args: [9, 9], types: [TIMESTAMP, TIMESTAMP], result: 0 },
  ],
};
