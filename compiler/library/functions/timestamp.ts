// `timestamp("2024-01-31T00:00:00Z")`.
import type { FunctionDefinition } from "../define.ts";
import { infersExactly, STRING, TIMESTAMP } from "../kinds.ts";
import { sqlLiteral } from "../literals.ts";
import { only } from "../operands.ts";
import { rawSql } from "../sql.ts";
import { parseInstant } from "../time-text.ts";

const inferKinds = infersExactly(["string"], TIMESTAMP);

const instantOf = (text: unknown): number | null => (typeof text === "string" ? parseInstant(text) : null);

export const timestamp: FunctionDefinition = {
  spellings: [{ form: "function", name: "timestamp" }],
  summary: "The instant that a literal spells in ISO 8601, of UTC where it has no zone.",
  nulls: "strict",
  infer: (args) => {
    const kinds = inferKinds(args);
    if (kinds === null || "problem" in kinds || instantOf(args[0]?.literal) !== null) return kinds;
    return {
      problem: 'takes a literal instant such as "2024-01-31T17:05:00Z", of the years 1685 to 2254.',
      hint: "Of a text that is computed, write `parseTimestamp(text)`.",
      argument: 0,
    };
  },
  evaluate: (text) => instantOf(text),
  javascript: (args) => String(instantOf(only(args, 0).literal)),
  sql: (args) => rawSql(sqlLiteral(instantOf(only(args, 0).literal), TIMESTAMP)),
  examples: [
    { args: ["2024-01-31T17:05:00Z"], types: [STRING], result: 1_706_720_700_000_000 },
    { args: ["1970-01-01T00:00:00.000001+01:00"], types: [STRING], result: -3_599_999_999 },
    { args: ["1970-01-02"], types: [STRING], result: 86_400_000_000 },
  ],
};
