// Timestamps from numbers: units of time since 1970.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { sqlDouble } from "../literals.ts";
import { asDouble, only } from "../operands.ts";
import { instantOf } from "../safe-integer.ts";
import { sql } from "../sql.ts";

/** `unit` is in microseconds. */
export function fromEpoch(
  name: "fromEpochSeconds" | "fromEpochMillis" | "fromEpochMicros",
  words: string,
  unit: number,
): FunctionDefinition {
  return {
    spellings: [{ form: "function", name }],
    summary: `The instant so many ${words} after 1970-01-01 UTC, to the nearest microsecond; null for NaN and beyond the years 1685 to 2254.`,
    nulls: "strict",
    infer: infersNumbers(1, () => ({ kind: "timestamp", nullable: true })),
    evaluate: (value) => instantOf(value as number, unit),
    javascript: (args, scope) => call(scope.helper("instantOf"), only(args, 0).text, String(unit)),
    sql: (args, scope) => {
      const us = scope.bind(sql`(${asDouble(only(args, 0))} * ${sqlDouble(unit)})`);
      const up = sql`ceil(${us})`;
      const nearest = scope.bind(sql`(CASE WHEN ${up} - 0.5e0 > ${us} THEN ${up} - 1e0 ELSE ${up} END)`);
      // SQL orders NaN above all numbers: it is not within.
      return sql`(CASE WHEN abs(${nearest}) <= ${String(Number.MAX_SAFE_INTEGER)}e0 THEN make_timestamp(${nearest}::BIGINT) END)`;
    },
    examples: [
      { args: [1.5], types: [FLOAT64], result: Math.round(1.5 * unit) },
      { args: [-1], types: [INT64], result: -unit },
      { args: [-0.4 / unit], types: [FLOAT64], result: 0 },
      { args: [2 ** 53], types: [FLOAT64], result: null },
      { args: [Number.NaN], types: [FLOAT64], result: null },
      { args: [Number.POSITIVE_INFINITY], types: [FLOAT64], result: null },
    ],
  };
}
