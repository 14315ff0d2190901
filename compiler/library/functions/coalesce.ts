// `a ?? b`.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import {
  branches,
  decimalType,
  differing,
  FLOAT64,
  INT64,
  STRING,
  unify,
  unifyArguments,
  wrongCount,
} from "../kinds.ts";
import { asBranch, pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const coalesce: FunctionDefinition = {
  spellings: [{ form: "operator", name: "??" }],
  summary: "The first value, or the second where the first is null.",
  nulls: "aware",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [left, right] = pair(args);
    const type = unifyArguments(left, right);
    if (type === null) return { ...differing("two values", args), argument: 1 };
    return branches({ ...type, nullable: left.type.nullable && right.type.nullable }, [type, type]);
  },
  evaluate: (left, right) => left ?? right,
  javascript: (args) => {
    const [left, right] = pair(args);
    return binary(left.text, "??", right.text);
  },
  sql: (args) => {
    const [left, right] = pair(args);
    const type = unify(left.type, right.type) ?? left.type;
    return sql`coalesce(${asBranch(left, type)}, ${asBranch(right, type)})`;
  },
  examples: [
    { args: [null, 0], types: [{ kind: "float64", nullable: true }, INT64], result: 0 },
    { args: [null, 0.5], types: [{ kind: "int64", nullable: true }, FLOAT64], result: 0.5 },
    { args: [7, 0.5], types: [{ kind: "int64", nullable: true }, FLOAT64], result: 7 },
    { args: [null, 0], types: [decimalType(2, true), INT64], result: 0 },
    { args: [null, 0.25], types: [decimalType(1, true), FLOAT64], result: 25 },
    { args: [15, 0.25], types: [decimalType(1, true), FLOAT64], result: 150 },
    { args: ["", "x"], types: [{ kind: "string", nullable: true }, STRING], result: "" },
  ],
};
