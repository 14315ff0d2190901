// `timestamp.daysSince(earlier)`.
import { daysSince } from "../calendar.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, infersExactly, TIMESTAMP } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const days_since: FunctionDefinition = {
  spellings: [{ form: "method", name: "daysSince" }],
  summary: "Whole days of the calendar of UTC since the other timestamp: the midnights between them.",
  nulls: "strict",
  infer: infersExactly(["timestamp", "timestamp"], INT64),
  evaluate: (later, earlier) => daysSince(later as number, earlier as number),
  javascript: (args, scope) => {
    const [later, earlier] = pair(args);
    return call(scope.helper("daysSince"), later.text, earlier.text);
  },
  sql: (args) => {
    const [later, earlier] = pair(args);
    return sql`date_diff('day', ${earlier.text}, ${later.text})`;
  },
  examples: [
    { args: [0, -1], types: [TIMESTAMP, TIMESTAMP], result: 1 },
    { args: [86_399_999_999, 0], types: [TIMESTAMP, TIMESTAMP], result: 0 },
    { args: [-1, 86_400_000_000], types: [TIMESTAMP, TIMESTAMP], result: -2 },
  ],
};
