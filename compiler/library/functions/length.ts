// `text.length`.
import type { FunctionDefinition } from "../define.ts";
import { INT64, infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const length: FunctionDefinition = {
  spellings: [{ form: "property", name: "length" }],
  summary: "Number of UTF-16 units, as in JavaScript: characters beyond U+FFFF count twice.",
  nulls: "strict",
  infer: infersExactly(["string"], INT64),
  evaluate: (text) => (text as string).length,
  javascript: (args) => `${only(args, 0).text}.length`,
  sql: (args, scope) => {
    const text = scope.bind(only(args, 0).text);
    // SQL counts code points; in ASCII, bytes are all there is to count.
    const others = sql`regexp_replace(${text}, '[\\x{10000}-\\x{10FFFF}]+', '', 'g')`;
    return sql`(CASE WHEN strlen(${text}) = length(${text}) THEN length(${text}) ELSE 2 * length(${text}) - length(${others}) END)`;
  },
  examples: [
    { args: ["Zürich"], types: [STRING], result: 6 },
    { args: [""], types: [STRING], result: 0 },
    { args: ["a😀\u0301"], types: [STRING], result: 4 },
  ],
};
