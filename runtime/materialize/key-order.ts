// A job's script with another result: the count of its rows, or its rows as their key bytes sort.
import type { Field } from "../../compiler/ir/value-type.ts";

/** Stands before a script's last statement, the one that gives its result. */
const RESULT_MARK = "-- result\n";

/** The keys are the first columns; strings compare by length first, as encoded keys begin with it. */
export function inKeyOrder(sql: string, keys: readonly Field[]): string {
  const order = keys.flatMap(({ type }, index) => {
    const column = `#${index + 1}`;
    return type.kind === "string" ? [`strlen(${column})`, column] : [column];
  });
  return withResult(sql, (select) => `SELECT * FROM (\n${select}\n) ORDER BY ${order.join(", ")}`);
}

export function countRows(sql: string): string {
  return withResult(sql, (select) => `SELECT count(*) AS job_rows FROM (\n${select}\n)`);
}

function withResult(sql: string, wrap: (select: string) => string): string {
  const mark = sql.lastIndexOf(RESULT_MARK);
  const start = mark < 0 ? 0 : mark + RESULT_MARK.length;
  return sql.slice(0, start) + wrap(sql.slice(start).replace(/;\s*$/, ""));
}
