// `text.trim()`.
import type { FunctionDefinition } from "../define.ts";
import { BLANK_CHARACTERS } from "../families/trimming.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { trimText } from "../text.ts";

export const trim: FunctionDefinition = {
  spellings: [{ form: "method", name: "trim" }],
  summary: "Without blanks and line ends on both sides, the 25 characters that JavaScript counts as such.",
  nulls: "strict",
  infer: infersExactly(["string"], STRING),
  evaluate: (text) => trimText(text as string),
  javascript: (args, scope) => call(scope.helper("trimText"), only(args, 0).text),
  sql: (args, scope) => {
    const text = scope.bind(only(args, 0).text);
    // Most text has nothing to trim, and looking for 25 characters is slow.
    const clean = sql`unicode(${text}) BETWEEN 33 AND 126 AND unicode(right(${text}, 1)) BETWEEN 33 AND 126`;
    return sql`(CASE WHEN ${clean} THEN ${text} ELSE trim(${text}, ${BLANK_CHARACTERS}) END)`;
  },
  examples: [
    { args: ["  x y\t\n"], types: [STRING], result: "x y" },
    { args: ["\u00a0\u3000\ufeffx\u2028"], types: [STRING], result: "x" },
    { args: [" \u0301"], types: [STRING], result: "\u0301" },
    { args: ["\u200b"], types: [STRING], result: "\u200b" },
    { args: ["   "], types: [STRING], result: "" },
  ],
};
