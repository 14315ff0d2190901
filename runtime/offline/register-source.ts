// A source's file, held against its declaration before anything reads it.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Source } from "../../compiler/ir/program.ts";
import type { Field, ScalarKind } from "../../compiler/ir/value-type.ts";
import { UserError } from "../user-error.ts";
import type { SourceInfo } from "./contract.ts";
import { fileColumns, scanOf } from "./file-columns.ts";
import { outOfRange, RANGE_HINT, readAs } from "./source-types.ts";
import { identifier } from "./sql-text.ts";

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
  const selected = source.columns.map((field) => {
    const fileType = columns.get(field.name);
    if (fileType === undefined) {
      problems.push(`column '${field.name}' is not in the file, which has ${[...columns.keys()].join(", ")}`);
      return "";
    }
    const expression = readAs(identifier(field.name), fileType, field.type.kind as ScalarKind);
    if (expression === null)
      problems.push(`column '${field.name}' is declared ${field.type.kind} but holds ${fileType}`);
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
    `CREATE OR REPLACE TEMP VIEW ${view} AS SELECT ${selected.join(", ")} FROM ${scanOf(source.format, file)}`,
  );
  const rows = await checkValues(connection, source, view);
  return { name: source.name, file, rows, lastEventTime: await lastEventTime(connection, source, view) };
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
    throw new UserError({
      code: "F5005",
      message: `Source '${source.name}': ${failed.map((check) => `column '${check.column}' ${check.says} in ${check.rows} of ${rows} rows`).join("; ")}.`,
      why: "A value that the declared type cannot hold would differ offline and online.",
      hint: failed[0]?.hint ?? "",
    });
  }
  return rows;
}

interface ValueCheck {
  readonly column: string;
  readonly condition: string;
  readonly says: string;
  readonly hint: string;
}

function checksOf(field: Field): readonly ValueCheck[] {
  const column = identifier(field.name);
  const kind = field.type.kind as ScalarKind;
  const range = outOfRange(column, kind);
  return [
    ...(field.type.nullable
      ? []
      : [
          {
            column: field.name,
            condition: `${column} IS NULL`,
            says: "is null",
            hint: `Declare it t.${kind}.nullable(), or fix the data.`,
          },
        ]),
    ...(range === null
      ? []
      : [{ column: field.name, condition: range, says: "is out of range", hint: RANGE_HINT[kind] ?? "" }]),
  ];
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
