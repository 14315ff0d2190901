// `text.split(",")`.
import type { FunctionDefinition } from "../define.ts";
import { bare } from "../javascript-text.ts";
import { infersExactly, listType, STRING } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

const inferKinds = infersExactly(["string", "string"], listType(STRING));

export const split: FunctionDefinition = {
  spellings: [{ form: "method", name: "split" }],
  summary: 'The parts of a text between a literal separator, as a list: `text.split("-").at(1)`.',
  nulls: "strict",
  infer: (args) => {
    const kinds = inferKinds(args);
    const separator = args[1]?.literal;
    if (kinds === null || "problem" in kinds || (typeof separator === "string" && separator !== ""))
      return kinds;
    return { problem: "takes a literal separator of at least one character.", argument: 1 };
  },
  evaluate: (text, separator) => (text as string).split(separator as string),
  javascript: (args) => {
    const [text, separator] = pair(args);
    return `${text.text}.split(${bare(separator.text)})`;
  },
  sql: (args) => {
    const [text, separator] = pair(args);
    return sql`string_split(${text.text}, ${separator.text})`;
  },
  examples: [
    { args: ["JFK-SFO", "-"], types: [STRING, STRING], result: ["JFK", "SFO"] },
    { args: ["", "-"], types: [STRING, STRING], result: [""] },
    { args: ["--", "-"], types: [STRING, STRING], result: ["", "", ""] },
  ],
};
