// `list.length`.
import type { FunctionDefinition } from "../define.ts";
import { FLOAT64, INT64, listType, STRING } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const list_length: FunctionDefinition = {
  spellings: [{ form: "property", name: "length" }],
  summary: "Number of items of a list.",
  nulls: "strict",
  infer: ([list]) => (list?.type.kind === "list" ? { type: INT64 } : null),
  evaluate: (list) => (list as readonly unknown[]).length,
  javascript: (args) => `${only(args, 0).text}.length`,
  sql: (args) => sql`len(${only(args, 0).text})`,
  examples: [
    { args: [["a", "b"]], types: [listType(STRING)], result: 2 },
    { args: [[]], types: [listType(FLOAT64)], result: 0 },
  ],
};
