// What a data file holds, and how it is scanned.
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../user-error.ts";
import { literal } from "./sql-text.ts";

export type FileFormat = "parquet" | "csv";

/** `texts` are columns of a CSV file to be read as they are written. */
export function scanOf(format: FileFormat, file: string, texts: readonly string[] = []): string {
  if (format === "parquet") return `read_parquet(${literal(file)})`;
  const types = texts.map((name) => `${literal(name)}: 'VARCHAR'`);
  return `read_csv(${literal(file)}, header = true${types.length === 0 ? "" : `, types = {${types.join(", ")}}`})`;
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

export function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
}
