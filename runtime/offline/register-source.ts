// A source's files, held against its declaration before anything reads them.
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Source } from "../../compiler/ir/program.ts";
import { sqlType } from "../../compiler/library/literals.ts";
import { UserError } from "../user-error.ts";
import { checkValues, type FileRows } from "./check-values.ts";
import type { SourceInfo } from "./contract.ts";
import { brokenLine, fileColumns, scanOf, textColumns } from "./file-columns.ts";
import { checkedColumns, type Reading, readColumns } from "./readings.ts";
import { sourceFiles } from "./source-files.ts";
import { readAs } from "./source-types.ts";
import { identifier } from "./sql-text.ts";
import { readText } from "./text-columns.ts";
import { checksOf, spell } from "./value-checks.ts";

/** A file of the source, as messages call it. */
interface SourceFile {
  readonly file: string;
  readonly label: string;
}

/** Column name -> DuckDB type. */
type Columns = ReadonlyMap<string, string>;

/** Files next to one another that one scan reads. */
interface Part {
  readonly columns: Columns;
  readonly files: string[];
  readonly readings: readonly Reading[];
  /** What stands after FROM. */
  from(files: readonly string[]): string;
}

/** Creates the view named as the source; throws UserError F5001 to F5006 naming the source, the file and every bad column. */
export async function registerSource(
  connection: DuckDBConnection,
  source: Source,
  root: string,
): Promise<SourceInfo> {
  const files = await sourceFiles(connection, source, root);
  const parts: Part[] = [];
  const checked: FileRows[] = [];
  for (const file of files) {
    const label = labelOf(source, root, file);
    const whose = files.length === 1 ? `source '${source.name}'` : `source '${source.name}', ${label},`;
    const columns = await fileColumns(connection, source.format, file, whose);
    const last = parts.at(-1);
    // Of CSV files each has its own reading: what its columns hold says how they are written.
    const alike = source.format === "parquet" && last !== undefined && sameColumns(last.columns, columns);
    const part = alike ? last : await partOf(connection, source, { file, label }, columns);
    if (!alike) parts.push(part);
    part.files.push(file);
    checked.push({ label, select: selectOf(part, checkedColumns, [file]) });
  }
  const view = identifier(source.name);
  const all = (columns: ColumnsOf): string =>
    parts.map((part) => selectOf(part, columns, part.files)).join("\nUNION ALL\n");
  await connection.run(`CREATE OR REPLACE TEMP VIEW ${view} AS ${all(readColumns)}`);
  const checks = source.columns.flatMap((field) => checksOf(field));
  const { rows, faults, hint } = await checkValues(connection, checks, checked, all(checkedColumns)).catch(
    (error: unknown) => {
      throw brokenLine(error, `source '${source.name}'`);
    },
  );
  if (faults.length > 0) {
    throw new UserError({
      code: "F5005",
      message: `Source '${source.name}': ${faults.join("; ")}.`,
      why: "A value that the declared type cannot hold would differ offline and online.",
      hint,
    });
  }
  return { name: source.name, files, rows, lastEventTime: await lastEventTime(connection, source, view) };
}

type ColumnsOf = (readings: readonly Reading[]) => readonly string[];

function selectOf({ readings, from }: Part, columns: ColumnsOf, files: readonly string[]): string {
  return `SELECT ${columns(readings).join(", ")} FROM ${from(files)}`;
}

function labelOf(source: Source, root: string, file: string): string {
  if (path.isAbsolute(source.path)) return file;
  return path.relative(root, file).split(path.sep).join("/");
}

function sameColumns(left: Columns, right: Columns): boolean {
  return left.size === right.size && [...left].every(([name, type]) => right.get(name) === type);
}

/** @throws UserError F5003 */
async function partOf(
  connection: DuckDBConnection,
  source: Source,
  { file, label }: SourceFile,
  columns: Columns,
): Promise<Part> {
  const texts = textColumns(source.format, source.columns).filter((name) => columns.has(name));
  const problems: string[] = [];
  let mistyped = false;
  const readings = source.columns.map(({ name, type }): Reading => {
    const fileType = columns.get(name);
    if (fileType === undefined) {
      problems.push(`column '${name}' is not in the file, which has ${[...columns.keys()].join(", ")}`);
      return { name, type, read: "" };
    }
    const column = identifier(name);
    const read = texts.includes(name) ? readText(column, type) : readAs(column, fileType, type);
    if (read === null) {
      mistyped = true;
      const declared = type.kind === "list" ? spell(type) : type.kind;
      problems.push(`column '${name}' is declared ${declared} but holds ${fileType}`);
    }
    return { name, type, read: read ?? "" };
  });
  const whole = source.columns.every(({ name }) => columns.has(name));
  if (mistyped && whole && source.format === "csv" && (await isEmpty(connection, file))) {
    // A header says nothing of types.
    const typed = readings.map((field) => ({
      ...field,
      read: `${identifier(field.name)}::${sqlType(field.type)}`,
    }));
    const none = readings.map(({ name }) => `NULL AS ${identifier(name)}`);
    return { columns, files: [], readings: typed, from: () => `(SELECT ${none.join(", ")} WHERE false)` };
  }
  if (problems.length > 0) {
    throw new UserError({
      code: "F5003",
      message: `Source '${source.name}' does not match ${label}: ${problems.join("; ")}.`,
      why: "Every column that a definition names must be in the file, with the declared type.",
      hint: "Correct `columns` in the source's declaration, or the file.",
    });
  }
  return { columns, files: [], readings, from: (some) => scanOf(source.format, some, texts) };
}

async function isEmpty(connection: DuckDBConnection, file: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(`SELECT 1 FROM ${scanOf("csv", file)} LIMIT 1`);
  return reader.currentRowCount === 0;
}

/** Only where the event time is a plain column: it is what "now" means for a data set of the past. */
async function lastEventTime(
  connection: DuckDBConnection,
  source: Source,
  view: string,
): Promise<number | null> {
  if (source.eventTime.kind !== "input") return null;
  const column = identifier(source.eventTime.path[0] ?? "");
  const reader = await connection.runAndReadAll(`SELECT epoch_us(max(${column})) FROM ${view}`);
  const value = reader.getRows()[0]?.[0];
  return value === null || value === undefined ? null : Number(value);
}
