// `toFloat64(x)`; the checker inserts it too where an int64 stands for a float64.
import { unitsToNumber } from "../decimal.ts";
import type { FunctionDefinition } from "../define.ts";
import { binary, call } from "../javascript-text.ts";
import { decimalType, INT64 } from "../kinds.ts";
import { sqlDouble } from "../literals.ts";
import { asDouble, only } from "../operands.ts";
import { sql } from "../sql.ts";

export const to_float64: FunctionDefinition = {
  spellings: [{ form: "function", name: "toFloat64" }],
  summary: "The same number as float64, of a decimal the nearest one; null stays null.",
  nulls: "aware",
  infer: (args) => {
    const type = args[0]?.type;
    if (args.length !== 1 || type === undefined) return null;
    const wanted = { kind: "float64", nullable: type.nullable } as const;
    if (type.kind === "decimal") return { type: wanted, constants: [type.scale ?? 0] };
    return type.kind === "int64" || type.kind === "float64" ? { type: wanted } : null;
  },
  evaluate: (value, scale) => unitsToNumber(value as number | null, (scale ?? 0) as number),
  javascript: (args, scope) => {
    const value = only(args, 0);
    if (value.type.kind !== "decimal") return value.text;
    const unit = 10 ** Number(args[1]?.literal);
    if (!value.type.nullable) return binary(value.text, "/", String(unit));
    return call(scope.helper("unitsToNumber"), value.text, String(args[1]?.literal));
  },
  sql: (args) => {
    const value = only(args, 0);
    if (value.type.kind !== "decimal") return asDouble(value);
    return sql`(${value.text}::DOUBLE / ${sqlDouble(10 ** Number(args[1]?.literal))})`;
  },
  examples: [
    { args: [3], types: [INT64], result: 3 },
    { args: [9007199254740991], types: [INT64], result: 9007199254740991 },
    { args: [null], types: [{ kind: "int64", nullable: true }], result: null },
    { args: [1234], types: [decimalType(2)], result: 12.34 },
    { args: [null], types: [decimalType(2, true)], result: null },
  ],
};
