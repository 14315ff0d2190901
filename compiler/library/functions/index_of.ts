// `text.indexOf(part)`, by code points.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, infersExactly, STRING } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";
import { indexOfText } from "../text.ts";

export const index_of: FunctionDefinition = {
  spellings: [{ form: "method", name: "indexOf" }],
  summary:
    "The place of the first such part, counted in code points as `slice` counts; -1 where there is none.",
  nulls: "strict",
  infer: infersExactly(["string", "string"], INT64),
  evaluate: (text, part) => indexOfText(text as string, part as string),
  javascript: (args, scope) => {
    const [text, part] = pair(args);
    return call(scope.helper("indexOfText"), text.text, part.text);
  },
  sql: (args) => {
    const [text, part] = pair(args);
    return sql`(instr(${text.text}, ${part.text}) - 1)`;
  },
  examples: [
    { args: ["a😀b", "b"], types: [STRING, STRING], result: 2 },
    { args: ["abc", "x"], types: [STRING, STRING], result: -1 },
    { args: ["abc", ""], types: [STRING, STRING], result: 0 },
  ],
};
