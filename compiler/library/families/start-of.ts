// The first instant of the part of the calendar that a timestamp lies in, in UTC.
import { EARLIEST_US, startOf, type Unit } from "../calendar.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { infersExactly, TIMESTAMP } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export function startOfUnit(unit: Unit, summary: string): FunctionDefinition {
  return {
    spellings: [{ form: "method", name: `startOf${unit.charAt(0).toUpperCase()}${unit.slice(1)}` }],
    summary,
    nulls: "strict",
    infer: infersExactly(["timestamp"], TIMESTAMP),
    evaluate: (us) => startOf(us as number, unit),
    javascript: (args, scope) => call(scope.helper("startOf"), only(args, 0).text, JSON.stringify(unit)),
    sql: (args) =>
      sql`greatest(date_trunc('${unit}', ${only(args, 0).text}), make_timestamp(${String(EARLIEST_US)}))`,
    examples: [1_000_000_000_000_000, -1, 0, EARLIEST_US].map((us) => ({
      args: [us],
      types: [TIMESTAMP],
      result: startOf(us, unit),
    })),
  };
}
