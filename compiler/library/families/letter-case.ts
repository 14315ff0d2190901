// toLowerCase and toUpperCase: one character to one character, by DuckDB's table on both faces.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { lowerText, upperText } from "../letter-case.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export interface LetterCase {
  readonly method: "toLowerCase" | "toUpperCase";
  readonly summary: string;
  readonly sqlFunction: "lower" | "upper";
  readonly examples: readonly (readonly [string, string])[];
}

export function letterCase({ method, summary, sqlFunction, examples }: LetterCase): FunctionDefinition {
  const convert = sqlFunction === "lower" ? lowerText : upperText;
  return {
    spellings: [{ form: "method", name: method }],
    summary,
    nulls: "strict",
    infer: infersExactly(["string"], STRING),
    evaluate: (text) => convert(text as string),
    javascript: (args, scope) => call(scope.helper(convert.name), only(args, 0).text),
    sql: (args) => sql`${sqlFunction}(${only(args, 0).text})`,
    examples: examples.map(([text, result]) => ({ args: [text], types: [STRING], result })),
  };
}
