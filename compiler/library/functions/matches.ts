// `matches(text, "^[A-Z]{3}$")`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { BOOL, infersExactly, STRING } from "../kinds.ts";
import { javascriptLiteral, sqlLiteral } from "../literals.ts";
import { pair } from "../operands.ts";
import { matchesText, portablePattern } from "../pattern.ts";
import { sql } from "../sql.ts";

const inferKinds = infersExactly(["string", "string"], BOOL);

/** As both engines read it; inference has refused what they read differently. */
function portable(pattern: unknown): string {
  const found = portablePattern(String(pattern));
  if ("problem" in found) throw new Error(`The pattern ${String(pattern)} ${found.problem}.`);
  return found.text;
}

export const matches: FunctionDefinition = {
  spellings: [{ form: "function", name: "matches" }],
  summary:
    "Whether a literal regular expression is found in the text: classes, groups, alternatives and repeats that RE2 and JavaScript read alike, case-sensitive.",
  nulls: "strict",
  infer: (args) => {
    const kinds = inferKinds(args);
    if (kinds === null || "problem" in kinds) return kinds;
    const pattern = args[1]?.literal;
    if (typeof pattern !== "string") return { problem: "takes a literal pattern.", argument: 1 };
    const found = portablePattern(pattern);
    return "text" in found ? kinds : { problem: `takes no pattern that ${found.problem}.`, argument: 1 };
  },
  evaluate: (text, pattern) => matchesText(text as string, portable(pattern)),
  javascript: (args, scope) => {
    const [text, { literal }] = pair(args);
    return call(scope.helper("matchesText"), text.text, javascriptLiteral(portable(literal), STRING));
  },
  sql: (args) => {
    const [text, { literal }] = pair(args);
    // In a group of its own: other literal patterns DuckDB rewrites as LIKE, which reads anchors otherwise.
    return sql`regexp_matches(${text.text}, ${sqlLiteral(`(${portable(literal)})`, STRING)})`;
  },
  examples: [
    { args: ["JFK", "^[A-Z]{3}$"], types: [STRING, STRING], result: true },
    { args: ["JFK\n", "^[A-Z]{3}$"], types: [STRING, STRING], result: false },
    { args: ["a\u2028b", "a.b"], types: [STRING, STRING], result: true },
    { args: ["a\nb", "a.b"], types: [STRING, STRING], result: false },
    { args: ["😀", "^.$"], types: [STRING, STRING], result: true },
    { args: ["xab", "(?:a|b)+$"], types: [STRING, STRING], result: true },
    { args: ["ab", "b$|^x"], types: [STRING, STRING], result: true },
    { args: ["aé", "a\\b"], types: [STRING, STRING], result: true },
  ],
};
