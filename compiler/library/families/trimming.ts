// Text without the blanks on one side: the 25 characters that JavaScript counts as such.
import type { FunctionDefinition } from "../define.ts";
import { infersExactly, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { BLANKS } from "../text.ts";

/** By code point, so that the text of the query shows what an editor would not. */
export const BLANK_CHARACTERS = [...BLANKS].map((blank) => `chr(${blank.codePointAt(0)})`).join(" || ");

export function trimming(method: "trimStart" | "trimEnd", summary: string): FunctionDefinition {
  return {
    spellings: [{ form: "method", name: method }],
    summary,
    nulls: "strict",
    infer: infersExactly(["string"], STRING),
    evaluate: (text) => (text as string)[method](),
    javascript: (args) => `${only(args, 0).text}.${method}()`,
    sql: (args) =>
      sql`${method === "trimStart" ? "ltrim" : "rtrim"}(${only(args, 0).text}, ${BLANK_CHARACTERS})`,
    examples: ["  x y\t\n", "\u00a0\u3000\ufeffx\u2028", "\u200b", "   "].map((text) => ({
      args: [text],
      types: [STRING],
      result: text[method](),
    })),
  };
}
