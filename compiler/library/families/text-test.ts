// Questions about a string and a part of it.
import type { FunctionDefinition } from "../define.ts";
import { bare } from "../javascript-text.ts";
import { BOOL, infersExactly, STRING } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export interface TextTest {
  readonly method: "includes" | "startsWith" | "endsWith";
  readonly summary: string;
  readonly sqlFunction: string;
  readonly examples: readonly (readonly [string, string, boolean])[];
}

export function textTest({ method, summary, sqlFunction, examples }: TextTest): FunctionDefinition {
  return {
    spellings: [{ form: "method", name: method }],
    summary,
    nulls: "strict",
    infer: infersExactly(["string", "string"], BOOL),
    evaluate: (text, part) => (text as string)[method](part as string),
    javascript: (args) => {
      const [text, part] = pair(args);
      return `${text.text}.${method}(${bare(part.text)})`;
    },
    sql: (args) => {
      const [text, part] = pair(args);
      return sql`${sqlFunction}(${text.text}, ${part.text})`;
    },
    examples: examples.map(([text, part, result]) => ({
      args: [text, part],
      types: [STRING, STRING],
      result,
    })),
  };
}
