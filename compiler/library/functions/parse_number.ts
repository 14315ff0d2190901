// `parseNumber(text)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { NUMBER_TEXT, parseNumber } from "../text.ts";

export const parse_number: FunctionDefinition = {
  spellings: [{ form: "function", name: "parseNumber" }],
  summary: "The finite number that the text spells, such as -1.5 or 2e3; null where it is another text.",
  nulls: "strict",
  infer: infersExactly(["string"], { kind: "float64", nullable: true }),
  evaluate: (text) => parseNumber(text as string),
  javascript: (args, scope) => call(scope.helper("parseNumber"), only(args, 0).text),
  sql: (args, scope) => {
    const text = scope.bind(only(args, 0).text);
    const value = scope.bind(
      sql`(CASE WHEN regexp_matches(${text}, '${NUMBER_TEXT}') THEN TRY_CAST(${text} AS DOUBLE) END)`,
    );
    return sql`(CASE WHEN isfinite(${value}) THEN ${value} END)`;
  },
  examples: [
    { args: ["-1.5e3"], types: [STRING], result: -1500 },
    { args: ["0.1"], types: [STRING], result: 0.1 },
    { args: ["-0"], types: [STRING], result: -0 },
    { args: ["1e999"], types: [STRING], result: null },
    { args: [" 1"], types: [STRING], result: null },
    { args: ["1_000"], types: [STRING], result: null },
    { args: ["inf"], types: [STRING], result: null },
    { args: [""], types: [STRING], result: null },
  ],
};
