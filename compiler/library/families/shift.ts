// Timestamps moved by a literal duration.
import type { Value } from "../../ir/value-type.ts";
import { EARLIEST_US, LATEST_US, plusMicroseconds } from "../calendar.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, STRING, TIMESTAMP } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";
import { parseDuration } from "../time-text.ts";

const UNKNOWN = {
  problem: 'takes a literal duration such as "90s", "10m", "6h" or "2d".',
  hint: "For a computed time, use plusMinutes(...).",
  argument: 1,
} as const;

export function shift(method: "plus" | "minus", summary: string, sign: 1 | -1): FunctionDefinition {
  const inferKinds = infersExactly(["timestamp", "string"], TIMESTAMP);
  const move = (duration: Value | undefined): number | null => {
    const us = typeof duration === "string" ? parseDuration(duration) : null;
    return us === null || us === 0 ? us : sign * us;
  };
  return {
    spellings: [{ form: "method", name: method }],
    summary,
    nulls: "strict",
    infer: (args) => {
      const kinds = inferKinds(args);
      return kinds === null || "problem" in kinds || move(args[1]?.literal) !== null ? kinds : UNKNOWN;
    },
    evaluate: (us, duration) => plusMicroseconds(us as number, move(duration) ?? 0),
    javascript: (args, scope) => {
      const [time, duration] = pair(args);
      return call(scope.helper("plusMicroseconds"), time.text, String(move(duration.literal)));
    },
    sql: (args, scope) => {
      const [operand, duration] = pair(args);
      const time = scope.bind(operand.text);
      const us = move(duration.literal) ?? 0;
      const end = us > 0 ? LATEST_US : EARLIEST_US;
      const beyond = sql`${time} ${us > 0 ? ">" : "<"} make_timestamp(${String(end - us)})`;
      const moved = sql`make_timestamp(epoch_us(${time}) ${us < 0 ? "-" : "+"} ${String(Math.abs(us))})`;
      return sql`(CASE WHEN ${beyond} THEN make_timestamp(${String(end)}) ELSE ${moved} END)`;
    },
    examples: [
      { args: [0, "3h"], types: [TIMESTAMP, STRING], result: sign * 10_800_000_000 },
      { args: [-1, "1us"], types: [TIMESTAMP, STRING], result: sign === 1 ? 0 : -2 },
      {
        args: [sign * 9_007_199_254_740_000, "1d"],
        types: [TIMESTAMP, STRING],
        result: sign === 1 ? LATEST_US : EARLIEST_US,
      },
    ],
  };
}
