// A source's file, held against its declaration before anything reads it.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Source } from "../../compiler/ir/program.ts";
import { UserError } from "../user-error.ts";
import type { SourceInfo } from "./contract.ts";
import { fileColumns, scanOf } from "./file-columns.ts";
import { readAs } from "./source-types.ts";
import { identifier } from "./sql-text.ts";
import { checksOf, spell, type ValueCheck } from "./value-checks.ts";

/** Creates the view named as the source; throws UserError F5001 to F5006 naming the source, the file and every bad column. */
export async function registerSource(
  connection: DuckDBConnection,
  source: Source,
  root: string,
): Promise<SourceInfo> {
  const file = path.resolve(root, source.path);
  await requireFile(source, file);
  const columns = await fileColumns(connection, source.format, file, `source '${source.name}'`);
  const problems: string[] = [];
  const texts = textColumns(source, columns);
  const selected = source.columns.map((field) => {
    const fileType = columns.get(field.name);
    if (fileType === undefined) {
      problems.push(`column '${field.name}' is not in the file, which has ${[...columns.keys()].join(", ")}`);
      return "";
    }
    const type = texts.includes(field.name) ? "VARCHAR" : fileType;
    const expression = readAs(identifier(field.name), type, field.type);
    if (expression === null) {
      const declared = field.type.kind === "list" ? spell(field.type) : field.type.kind;
      problems.push(`column '${field.name}' is declared ${declared} but holds ${fileType}`);
    }
    return `${expression} AS ${identifier(field.name)}`;
  });
  if (problems.length > 0) {
    throw new UserError({
      code: "F5003",
      message: `Source '${source.name}' does not match ${source.path}: ${problems.join("; ")}.`,
      why: "Every column that a definition names must be in the file, with the declared type.",
      hint: "Correct `columns` in the source's declaration, or the file.",
    });
  }
  const view = identifier(source.name);
  await connection.run(
    `CREATE OR REPLACE TEMP VIEW ${view} AS SELECT ${selected.join(", ")} FROM ${scanOf(source.format, file, texts)}`,
  );
  const rows = await checkValues(connection, source, view);
  return { name: source.name, file, rows, lastEventTime: await lastEventTime(connection, source, view) };
}

/** A CSV file's decimals are read as they are written: what DuckDB takes them for would round them. */
function textColumns({ format, columns }: Source, present: ReadonlyMap<string, string>): readonly string[] {
  if (format !== "csv") return [];
  return columns
    .filter(({ name, type }) => type.kind === "decimal" && present.has(name))
    .map(({ name }) => name);
}

async function requireFile(source: Source, file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) {
    throw new UserError({
      code: "F5001",
      message: `Source '${source.name}': there is no file ${source.path}.`,
      hint: "Paths are relative to the folder of bifold.yaml.",
    });
  }
  if (found.size === 0) {
    throw new UserError({
      code: "F5002",
      message: `Source '${source.name}': ${source.path} is empty (0 bytes).`,
      hint: "Write the file again; a half-written export looks like this.",
    });
  }
}

/** One pass over the file; returns the number of rows. */
async function checkValues(connection: DuckDBConnection, source: Source, view: string): Promise<number> {
  const checks = source.columns.flatMap((field) => checksOf(field));
  const counts = ["count(*)", ...checks.map((check) => `count(*) FILTER (${check.condition})`)];
  const reader = await connection.runAndReadAll(`SELECT ${counts.join(", ")} FROM ${view}`);
  const [rows = 0, ...bad] = (reader.getRows()[0] ?? []).map(Number);
  if (rows === 0) {
    throw new UserError({
      code: "F5004",
      message: `Source '${source.name}': ${source.path} has no rows.`,
      hint: "Without rows there is nothing to compute; check the export that writes the file.",
    });
  }
  const failed = checks.flatMap((check, index) =>
    (bad[index] ?? 0) > 0 ? [{ ...check, rows: bad[index] ?? 0 }] : [],
  );
  if (failed.length > 0) {
    const faults: string[] = [];
    for (const check of failed) {
      const first = check.namesRow ? `, first in row ${await firstRow(connection, check, view)}` : "";
      faults.push(`column '${check.column}' ${check.says} in ${check.rows} of ${rows} rows${first}`);
    }
    throw new UserError({
      code: "F5005",
      message: `Source '${source.name}': ${faults.join("; ")}.`,
      why: "A value that the declared type cannot hold would differ offline and online.",
      hint: failed[0]?.hint ?? "",
    });
  }
  return rows;
}

/** Counted from 1, in the order of the file. */
async function firstRow(connection: DuckDBConnection, check: ValueCheck, view: string): Promise<number> {
  const numbered = `SELECT row_number() OVER () AS n, (${check.condition}) AS bad FROM ${view}`;
  const reader = await connection.runAndReadAll(`SELECT min(n) FROM (${numbered}) WHERE bad`);
  return Number(reader.getRows()[0]?.[0] ?? 0);
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
