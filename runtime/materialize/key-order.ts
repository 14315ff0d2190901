// A job's script with its rows in the order of their key bytes, and an end that tells it from a stream cut short.
import type { Field } from "../../compiler/ir/value-type.ts";

/** Stands before a script's last statement, the one that gives its result. */
const RESULT_MARK = "-- result\n";

/**
 * The job's rows, then one row whose keys are null, which no job has: DuckDB ends a stream without an error when
 * another statement runs on its connection. The keys are the first columns; strings compare by length first.
 */
export function inKeyOrder(sql: string, keys: readonly Field[]): string {
  const mark = sql.lastIndexOf(RESULT_MARK);
  const start = mark < 0 ? 0 : mark + RESULT_MARK.length;
  const select = sql.slice(start).replace(/;\s*$/, "");
  const first = `"${(keys[0]?.name ?? "").replaceAll('"', '""')}"`;
  const order = keys.flatMap(({ type }, index) => {
    const column = `#${index + 1} NULLS LAST`;
    return type.kind === "string" ? [`strlen(#${index + 1}) NULLS LAST`, column] : [column];
  });
  return `${sql.slice(0, start)}SELECT * FROM (
SELECT * FROM (
${select}
)
UNION ALL BY NAME SELECT NULL AS ${first}
) ORDER BY ${order.join(", ")}`;
}
