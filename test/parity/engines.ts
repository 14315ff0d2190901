// Expressions over columns on the three faces: the reference, the emitted JavaScript and DuckDB.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { emitJavaScript, emitSql, evaluateExpression } from "../../compiler/library/emit.ts";
import * as helpers from "../../compiler/library/helpers.ts";
import { quoteIdentifier } from "../../compiler/library/literals.ts";
import { rawSql } from "../../compiler/library/sql.ts";
import { SqlStages } from "../../compiler/library/sql-stages.ts";
import { type Column, createTable, readColumns } from "./tables.ts";

const INPUTS = "inputs";

/** What every face says of every expression, by row; throws where two of them differ in a bit. */
export async function compareFaces(
  connection: DuckDBConnection,
  columns: readonly Column[],
  expressions: readonly Expression[],
  note: string,
): Promise<readonly (readonly Value[])[]> {
  await createTable(connection, INPUTS, columns);
  const bySql = await runSql(connection, expressions);
  const rows = rowsOf(columns);
  return expressions.map((expression, at) => {
    const reference = runReference(rows, expression);
    const text = javascriptOf(expression);
    hold(reference, runJavaScript(rows, columns, text), columns, `${note}\nJavaScript: ${text}`);
    hold(reference, bySql[at] ?? [], columns, `${note}\nSQL: ${sqlOf([expression])}`);
    return reference;
  });
}

export function javascriptOf(expression: Expression): string {
  const scope = { helper: requireHelper, bind: refuseBinding };
  return emitJavaScript(expression, scope, ([name]) => name ?? "");
}

function requireHelper(name: string): string {
  if (!Object.hasOwn(helpers, name)) throw new Error(`helpers.ts does not export ${name}.`);
  return name;
}

function refuseBinding(text: string): never {
  throw new Error(`JavaScript asks to bind ${text}.`);
}

function sqlOf(expressions: readonly Expression[]): string {
  const stages = new SqlStages();
  const outputs = expressions.map((expression, at) => ({
    name: `r${at}`,
    value: emitSql(expression, stages, ([name]) => rawSql(quoteIdentifier(name ?? ""))),
  }));
  return stages.wrap(INPUTS, ["i"], outputs);
}

async function runSql(connection: DuckDBConnection, expressions: readonly Expression[]) {
  const outputs = expressions.map(({ type }, at) => ({ name: `r${at}`, type }));
  return readColumns(connection, sqlOf(expressions), outputs);
}

type Row = ReadonlyMap<string, Value>;

function runReference(rows: readonly Row[], expression: Expression): readonly Value[] {
  return rows.map((row) => evaluateExpression(expression, ([name]) => row.get(name ?? "") ?? null));
}

function runJavaScript(rows: readonly Row[], columns: readonly Column[], text: string): readonly Value[] {
  const names = columns.map(({ name }) => name);
  const evaluate = new Function(...Object.keys(helpers), ...names, `"use strict"; return (${text});`);
  const shared = Object.values(helpers);
  return rows.map((row) => evaluate(...shared, ...names.map((name) => row.get(name) ?? null)));
}

function rowsOf(columns: readonly Column[]): readonly Row[] {
  const count = Math.max(1, ...columns.map(({ values }) => values.length));
  return Array.from(
    { length: count },
    (_, row) => new Map(columns.map(({ name, values }) => [name, values[row] ?? null])),
  );
}

function hold(
  wanted: readonly Value[],
  found: readonly Value[],
  columns: readonly Column[],
  note: string,
): void {
  if (wanted.length !== found.length) throw new Error(`${note}\n${found.length} rows of ${wanted.length}.`);
  const row = wanted.findIndex((value, at) => !same(value, found[at] ?? null));
  if (row < 0) return;
  const inputs = columns.map(({ name, values }) => `${name}=${show(values[row] ?? null)}`).join(" ");
  throw new Error(`${note}\nrow ${row}: ${inputs}\nwanted ${show(wanted[row])}, found ${show(found[row])}`);
}

function same(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return Object.is(left, right);
  return left.length === right.length && left.every((item, at) => Object.is(item, right[at]));
}

function show(value: Value | undefined): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => show(item)).join(", ")}]`;
  return Object.is(value, -0) ? "-0" : String(value);
}
