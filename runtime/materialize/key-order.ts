// A job's statement around which the engine counts its rows, or sorts them as their key bytes sort.
import type { Field } from "../../compiler/ir/value-type.ts";

/** Strings compare by length first, as encoded keys begin with it. */
export function inKeyOrder(sql: string, keys: readonly Field[]): string {
  const order = keys.flatMap(({ name, type }) => {
    const column = quoted(name);
    return type.kind === "string" ? [`strlen(${column})`, column] : [column];
  });
  return `SELECT * FROM (\n${statement(sql)}\n) ORDER BY ${order.join(", ")}`;
}

export function countRows(sql: string): string {
  return `SELECT count(*) AS job_rows FROM (\n${statement(sql)}\n)`;
}

function statement(sql: string): string {
  return sql.replace(/;\s*$/, "");
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
