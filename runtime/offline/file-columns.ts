// What a data file holds, and how it is scanned.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Field } from "../../compiler/ir/value-type.ts";
import { UserError } from "../user-error.ts";
import { literal } from "./sql-text.ts";

export type FileFormat = "parquet" | "csv";

/** Of several files, which have columns of the same names and types. `texts` are columns of a CSV file to be read as they are written. */
export function scanOf(
  format: FileFormat,
  files: string | readonly string[],
  texts: readonly string[] = [],
): string {
  const names = [files].flat().map((file) => literal(asPattern(file)));
  const file = names.length === 1 ? names.join() : `[${names.join(", ")}], union_by_name = true`;
  // Other writers leave NaN out of their statistics, of which comparisons would be taken for granted.
  if (format === "parquet") return `read_parquet(${file}, can_have_nan = true)`;
  const types = texts.map((name) => `${literal(name)}: 'VARCHAR'`);
  return `read_csv(${file}, header = true${types.length === 0 ? "" : `, types = {${types.join(", ")}}`})`;
}

/** Of a CSV file these are read as they are written: guessed at, `1.50` would be 1.5, and 1/2/2024 a day in February. */
export function textColumns(format: FileFormat, columns: readonly Field[]): readonly string[] {
  if (format !== "csv") return [];
  return columns.filter(({ type }) => type.kind !== "list").map(({ name }) => name);
}

/** Column name -> DuckDB type; UserError F5006 where the file cannot be read at all. */
export async function fileColumns(
  connection: DuckDBConnection,
  format: FileFormat,
  file: string,
  whose: string,
): Promise<ReadonlyMap<string, string>> {
  try {
    const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${scanOf(format, file)}`);
    return new Map(reader.getRows().map((row) => [String(row[0]), String(row[1])]));
  } catch (cause) {
    throw new UserError(
      {
        code: "F5006",
        message: `The file of ${whose} cannot be read as ${format}: ${firstLine(cause)}`,
        hint: `Check that it is a whole ${format} file.`,
      },
      { cause },
    );
  }
}

/** What reading rows raised; UserError F5006 where a line of a CSV file is broken: `fileColumns` sees the first ones alone. */
export function brokenLine(cause: unknown, whose: string): unknown {
  const lines = String(cause instanceof Error ? cause.message : cause).split("\n");
  if (!lines.some((line) => line.includes("CSV Error on Line"))) return cause;
  return new UserError(
    {
      code: "F5006",
      message: `The file of ${whose} cannot be read as csv: ${lines.slice(0, 3).join("; ")}`,
      hint: "Correct that line.",
    },
    { cause },
  );
}

/** The pattern that one file alone matches, however it is called. */
export function asPattern(file: string): string {
  return file.replaceAll(/[*?[]/g, "[$&]");
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
}
