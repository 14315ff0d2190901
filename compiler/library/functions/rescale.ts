// A decimal or a whole number with more digits after the point: the checker inserts it, nobody writes it.
import { rescaleUnits } from "../decimal.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { decimalType, INT64 } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";
import { asHuge, sqlClamp } from "../sql-decimal.ts";

export const rescale: FunctionDefinition = {
  spellings: [],
  summary: "The same decimal in smaller units, so many to one; stops at the ends; null stays null.",
  nulls: "aware",
  infer: ([value, factor]) => {
    if (value?.type.kind !== "decimal" || typeof factor?.literal !== "number") return null;
    const more = Math.round(Math.log10(factor.literal));
    return { type: decimalType((value.type.scale ?? 0) + more, value.type.nullable) };
  },
  evaluate: (units, factor) => rescaleUnits(units as number | null, factor as number),
  javascript: (args, scope) => {
    const [units, factor] = pair(args);
    return call(scope.helper("rescaleUnits"), units.text, factor.text);
  },
  sql: (args, scope) => {
    const [units, factor] = pair(args);
    return sqlClamp(sql`(${asHuge(units)} * ${String(factor.literal)})`, scope);
  },
  examples: [
    { args: [15, 100], types: [decimalType(1), INT64], result: 1500 },
    { args: [-15, 1], types: [decimalType(1), INT64], result: -15 },
    { args: [2 ** 52, 1000], types: [decimalType(1), INT64], result: Number.MAX_SAFE_INTEGER },
    { args: [null, 100], types: [decimalType(1, true), INT64], result: null },
  ],
};
