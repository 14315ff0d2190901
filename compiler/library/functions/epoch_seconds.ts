// `timestamp.epochSeconds()`.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { FLOAT64, infersExactly, TIMESTAMP } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const epoch_seconds: FunctionDefinition = {
  spellings: [{ form: "method", name: "epochSeconds" }],
  summary: "Seconds since 1970-01-01 UTC, with fractions.",
  nulls: "strict",
  infer: infersExactly(["timestamp"], FLOAT64),
  evaluate: (us) => (us as number) / 1e6,
  javascript: (args) => binary(only(args, 0).text, "/", "1e6"),
  sql: (args) => sql`(epoch_us(${only(args, 0).text})::DOUBLE / 1e6)`,
  examples: [
    { args: [1_500_000], types: [TIMESTAMP], result: 1.5 },
    { args: [-1], types: [TIMESTAMP], result: -0.000001 },
  ],
};
