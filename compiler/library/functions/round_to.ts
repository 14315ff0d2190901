// `roundTo(x, 2)`.
import { clampUnits, roundUnits } from "../decimal.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { decimalType, digitsOf, INT64, wrongCount } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { asHuge, sqlClamp } from "../sql-decimal.ts";

export const round_to: FunctionDefinition = {
  spellings: [{ form: "function", name: "roundTo" }],
  summary: "The decimal with so many digits after the point, halves away from zero.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [value, digits] = [only(args, 0), digitsOf(only(args, 1), 1)];
    if (value.type.kind !== "decimal") {
      return {
        problem: `rounds decimals, not ${value.type.kind}.`,
        hint: "Of a float64, write `Math.round(x * 100) / 100`.",
        argument: 0,
      };
    }
    if (typeof digits !== "number") return digits;
    return { type: decimalType(digits), constants: [(value.type.scale ?? 0) - digits] };
  },
  evaluate: (units, _digits, fewer) => {
    const by = fewer as number;
    return by > 0 ? roundUnits(units as number, by) : clampUnits((units as number) * 10 ** -by);
  },
  javascript: (args, scope) => {
    const by = Number(args[2]?.literal);
    if (by > 0) return call(scope.helper("roundUnits"), only(args, 0).text, String(by));
    return call(scope.helper("rescaleUnits"), only(args, 0).text, String(10 ** -by));
  },
  sql: (args, scope) => {
    const by = Number(args[2]?.literal);
    if (by <= 0) return sqlClamp(sql`(${asHuge(only(args, 0))} * ${String(10 ** -by)})`, scope);
    const [value, unit] = [scope.bind(only(args, 0).text), String(10 ** by)];
    return sql`(${value} // ${unit} + CASE WHEN abs(${value} % ${unit}) * 2 >= ${unit} THEN sign(${value})::BIGINT ELSE 0 END)`;
  },
  examples: [
    { args: [1235, 1], types: [decimalType(2), INT64], result: 124 },
    { args: [-1235, 1], types: [decimalType(2), INT64], result: -124 },
    { args: [1234, 0], types: [decimalType(2), INT64], result: 12 },
    { args: [-4, 0], types: [decimalType(1), INT64], result: 0 },
    { args: [5, 3], types: [decimalType(1), INT64], result: 500 },
    { args: [Number.MAX_SAFE_INTEGER, 0], types: [decimalType(15), INT64], result: 9 },
  ],
};
