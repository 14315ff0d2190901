// `timestamp.plusMinutes(n)`.
import { EARLIEST_US, LATEST_US, plusMinutes } from "../calendar.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, isNumber, kindsOf, TIMESTAMP, wrongCount } from "../kinds.ts";
import { sqlDouble } from "../literals.ts";
import { asDouble, pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const plus_minutes: FunctionDefinition = {
  spellings: [{ form: "method", name: "plusMinutes" }],
  summary: "Later by a computed number of minutes, floored to the microsecond; NaN gives the latest instant.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [time, minutes] = pair(args);
    if (time.type.kind === "timestamp" && isNumber(minutes.type)) return { type: TIMESTAMP };
    return { problem: `takes a timestamp and a number, not ${kindsOf(args)}.`, argument: 1 };
  },
  evaluate: (us, minutes) => plusMinutes(us as number, minutes as number),
  javascript: (args, scope) => {
    const [time, minutes] = pair(args);
    return call(scope.helper("plusMinutes"), time.text, minutes.text);
  },
  sql: (args, scope) => {
    const [time, minutes] = pair(args);
    const moved = scope.bind(sql`(epoch_us(${time.text})::DOUBLE + floor(${asDouble(minutes)} * 6e7))`);
    // SQL orders NaN above all numbers: it is not below the limit.
    const late = sql`WHEN ${moved} >= ${sqlDouble(LATEST_US)} THEN ${String(LATEST_US)}`;
    const early = sql`WHEN ${moved} <= ${sqlDouble(EARLIEST_US)} THEN ${String(EARLIEST_US)}`;
    return sql`make_timestamp(CASE ${late} ${early} ELSE ${moved}::BIGINT END)`;
  },
  examples: [
    { args: [0, 1.5], types: [TIMESTAMP, FLOAT64], result: 90_000_000 },
    { args: [0, -1e-9], types: [TIMESTAMP, FLOAT64], result: -1 },
    { args: [60, 7], types: [TIMESTAMP, INT64], result: 420_000_060 },
    { args: [5, Number.NaN], types: [TIMESTAMP, FLOAT64], result: LATEST_US },
    { args: [5, Number.NEGATIVE_INFINITY], types: [TIMESTAMP, FLOAT64], result: EARLIEST_US },
    { args: [LATEST_US, 1], types: [TIMESTAMP, FLOAT64], result: LATEST_US },
  ],
};
