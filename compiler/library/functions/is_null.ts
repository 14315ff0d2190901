// `x === null`.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { BOOL, NULL, wrongCount } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

const NULLABLE = { kind: "float64", nullable: true } as const;

export const is_null: FunctionDefinition = {
  spellings: [{ form: "operator", name: "===" }],
  summary: "Whether the value is null.",
  nulls: "aware",
  infer: (args) => {
    const hasNull = args.some(({ type }) => type.kind === "null");
    return wrongCount(args, 2) ?? (hasNull ? { type: BOOL } : null);
  },
  evaluate: (left, right) => left === right,
  javascript: (args) => {
    const [left, right] = pair(args);
    return binary(left.text, "===", right.text);
  },
  sql: (args) => {
    const [left, right] = pair(args);
    return sql`(${left.type.kind === "null" ? right.text : left.text} IS NULL)`;
  },
  examples: [
    { args: [1, null], types: [NULLABLE, NULL], result: false },
    { args: [null, null], types: [NULLABLE, NULL], result: true },
    { args: [null, Number.NaN], types: [NULL, NULLABLE], result: false },
  ],
};
