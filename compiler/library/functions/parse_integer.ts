// `parseInteger(text)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { INTEGER_TEXT, parseInteger } from "../text.ts";

export const parse_integer: FunctionDefinition = {
  spellings: [{ form: "function", name: "parseInteger" }],
  summary: "The whole number that the text spells, up to 2^53 - 1 either way; null where it is another text.",
  nulls: "strict",
  infer: infersExactly(["string"], { kind: "int64", nullable: true }),
  evaluate: (text) => parseInteger(text as string),
  javascript: (args, scope) => call(scope.helper("parseInteger"), only(args, 0).text),
  sql: (args, scope) => {
    const text = scope.bind(only(args, 0).text);
    const value = scope.bind(
      sql`(CASE WHEN regexp_matches(${text}, '${INTEGER_TEXT}') THEN TRY_CAST(${text} AS BIGINT) END)`,
    );
    return sql`(CASE WHEN abs(${value}) <= ${String(Number.MAX_SAFE_INTEGER)} THEN ${value} END)`;
  },
  examples: [
    { args: ["-0042"], types: [STRING], result: -42 },
    { args: ["-0"], types: [STRING], result: 0 },
    { args: ["9007199254740991"], types: [STRING], result: 9007199254740991 },
    { args: ["9007199254740992"], types: [STRING], result: null },
    { args: ["1.0"], types: [STRING], result: null },
  ],
};
