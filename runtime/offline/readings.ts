// A file's columns as the declared ones, and beside them which values reading could not take.
import type { Field } from "../../compiler/ir/value-type.ts";
import { identifier } from "./sql-text.ts";

/** A declared column, and the expression over the file's column of that name that reads it. */
export interface Reading extends Field {
  readonly read: string;
}

/** Whether a value of that column was none of the declared type: it is read as null. No declared column begins so. */
export function unreadOf(name: string): string {
  return identifier(`__unread_${name}`);
}

/** The value of that column as the file has it, as text. */
export function writtenOf(name: string): string {
  return identifier(`__written_${name}`);
}

export function readColumns(readings: readonly Reading[]): readonly string[] {
  return readings.map(({ name, read }) => `${read} AS ${identifier(name)}`);
}

/** What checks look at; of these columns, those that a check does not name cost nothing. */
export function checkedColumns(readings: readonly Reading[]): readonly string[] {
  const beside = readings.flatMap(({ name, read, type }) => {
    const column = identifier(name);
    // Decimals that cannot be read have marks.
    const always = read === column || type.kind === "decimal" || type.kind === "list";
    return [
      `${always ? "false" : `(${column} IS NOT NULL AND ${read} IS NULL)`} AS ${unreadOf(name)}`,
      `${column}::VARCHAR AS ${writtenOf(name)}`,
    ];
  });
  return [...readColumns(readings), ...beside];
}
