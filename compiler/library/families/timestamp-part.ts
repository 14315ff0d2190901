// Parts of a timestamp, in UTC: a whole number each.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { INT64, infersExactly, TIMESTAMP } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export interface TimestampPart {
  /** The method's name. */
  readonly method: string;
  readonly summary: string;
  /** The helper's name in `helpers.ts`. */
  readonly helper: string;
  compute(us: number): number;
  /** The DuckDB function of TIMESTAMP. */
  readonly sqlFunction: string;
  readonly examples: readonly (readonly [number, number])[];
}

export function timestampPart(part: TimestampPart): FunctionDefinition {
  return {
    spellings: [{ form: "method", name: part.method }],
    summary: part.summary,
    nulls: "strict",
    infer: infersExactly(["timestamp"], INT64),
    evaluate: (us) => part.compute(us as number),
    javascript: (args, scope) => call(scope.helper(part.helper), only(args, 0).text),
    sql: (args) => sql`${part.sqlFunction}(${only(args, 0).text})`,
    examples: part.examples.map(([us, result]) => ({ args: [us], types: [TIMESTAMP], result })),
  };
}
