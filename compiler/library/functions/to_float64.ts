// An int64 where a float64 is wanted: the checker inserts it, nobody writes it.
import type { FunctionDefinition } from "../define.ts";
import { INT64 } from "../kinds.ts";
import { asDouble, only } from "../operands.ts";

export const to_float64: FunctionDefinition = {
  spellings: [],
  summary: "The same number as float64; null stays null.",
  nulls: "aware",
  infer: (args) => {
    const type = args[0]?.type;
    return type?.kind === "int64" ? { type: { kind: "float64", nullable: type.nullable } } : null;
  },
  evaluate: (value) => value,
  javascript: (args) => only(args, 0).text,
  sql: (args) => asDouble(only(args, 0)),
  examples: [
    { args: [3], types: [INT64], result: 3 },
    { args: [9007199254740991], types: [INT64], result: 9007199254740991 },
    { args: [null], types: [{ kind: "int64", nullable: true }], result: null },
  ],
};
