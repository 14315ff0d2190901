// Where rows come from in the end: rules that compare rows look through unions at the files behind them.
import type { Expression } from "../../ir/expression.ts";
import type { Rows, Source } from "../../ir/program.ts";
import type { Context } from "../context.ts";

export interface Origin {
  /** The file's own declaration; others may declare the same file. */
  readonly source: Rows;
  /** What is read: equal of all sources that read the same. */
  readonly file: string;
  /** An expression over the rows that were asked about, in terms of the file's columns. */
  over(expression: Expression): Expression;
}

/** One for a source; one for each part of a union. */
export function originsOf({ named }: Pick<Context, "named">, rows: Rows): readonly Origin[] {
  const union = named.unions.get(rows.name);
  if (union === undefined) return [{ source: rows, file: fileOf(rows), over: (expression) => expression }];
  return union.parts.flatMap((part) => {
    const source = named.sources.get(part.source);
    const columns = new Map(part.columns.map(({ name, expression }) => [name, expression]));
    return source === undefined ? [] : [{ source, file: fileOf(source), over: substitution(columns) }];
  });
}

function fileOf(rows: Rows): string {
  if (!isSource(rows)) return rows.name;
  // `data//rows.parquet`, `./data/rows.parquet` and `data/old/../rows.parquet` are one file.
  const parts: string[] = [];
  for (const [index, part] of rows.path.split("/").entries()) {
    if (part === "." || (part === "" && index > 0)) continue;
    const before = parts.at(-1);
    if (part === ".." && before !== undefined && before !== ".." && before !== "") parts.pop();
    else parts.push(part);
  }
  return [rows.format, ...parts].join("/");
}

function isSource(rows: Rows): rows is Source {
  return "path" in rows;
}

/** Shared subexpressions stay shared. */
function substitution(columns: ReadonlyMap<string, Expression>): (expression: Expression) => Expression {
  const known = new Map<Expression, Expression>();
  const walk = (expression: Expression): Expression => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const result = replaced(expression);
    known.set(expression, result);
    return result;
  };
  const replaced = (expression: Expression): Expression => {
    if (expression.kind === "call") return { ...expression, args: expression.args.map(walk) };
    if (expression.kind !== "input" || expression.path.length > 1) return expression;
    return columns.get(expression.path[0] ?? "") ?? expression;
  };
  return walk;
}
