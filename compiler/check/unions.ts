// Checks a union: that every source gives the common row, and which times its rows have.
import type { DeclaredExpression, DeclaredUnion } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import type { Union } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { misplaced } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import { knownFields, readColumns, readTieBreak } from "./columns.ts";
import type { CheckedUnion, Context, KnownTypes } from "./context.ts";
import { createInfer } from "./infer.ts";
import { entryNamed, refuseDoubles } from "./names.ts";
import { rowScope } from "./row-scope.ts";
import { AVAILABILITY, EVENT_TIME, type RowTime } from "./time.ts";
import { TIMESTAMP } from "./types.ts";
import { type Part, unionTimes } from "./union-times.ts";

const COLUMN_HINT = "Say what null means with `??`, or declare the union's column `.nullable()`.";

export function checkUnion(declared: DeclaredUnion, context: Context): CheckedUnion {
  const { report } = context;
  const before = report.errors();
  const columns = readColumns(declared, "Union", context);
  const tieBreak = readTieBreak(declared, "Union", columns, report);
  if (declared.from.length === 0) {
    report.add(codes.empty, declared.nameSpan, `Union '${declared.name}' has no sources.`, {
      hint: "Write `from: [[cards, (card) => ({ ... })], [wires, (wire) => ({ ... })]]`.",
    });
  }
  const parts = declared.from.flatMap((part) => checkPart(part, declared, columns, context) ?? []);
  const [first] = parts;
  const differs = declared.from.find((_, index) => parts[index]?.rows.asOf !== first?.rows.asOf);
  if (parts.length === declared.from.length && differs !== undefined) {
    const message = `'${differs.source.name}' is ${asOfOf(differs.source.name, parts)} where '${first?.rows.name}' is ${first?.rows.asOf}.`;
    report.add(codes.asOfDiffers, differs.source.span, message, {
      hint: "Give the sources of a union the same 'asOf'.",
    });
  }
  const time = (expression: DeclaredExpression | null, { what, hint, instant }: RowTime) => {
    if (expression === null) return null;
    const row = { source: declared.name, home: declared.span, columns };
    const infer = createInfer(context, rowScope(context, row, misplaced(what)));
    return coerce(context, infer(expression), TIMESTAMP, expression.span, what, hint, instant);
  };
  const own = {
    eventTime: time(declared.eventTime, EVENT_TIME),
    availableAt: time(declared.availableAt, AVAILABILITY),
  };
  if (report.errors() > before || first === undefined) return { columns, union: null };
  const sorted = [...parts].sort((left, right) => compare(left, right));
  const times = unionTimes(own, sorted);
  const union: Union = {
    name: declared.name,
    columns: knownFields(columns),
    eventTime: times.eventTime,
    availableAt: times.availableAt,
    asOf: first.rows.asOf,
    tieBreak,
    retention: leastRetention(parts),
    parts: sorted.map((part, index) => ({
      source: part.rows.name,
      columns: [...part.columns, ...(times.hidden[index] ?? [])],
    })),
    description: declared.description,
  };
  return { columns, union };
}

function checkPart(
  { source: reference, row: entries }: DeclaredUnion["from"][number],
  declared: DeclaredUnion,
  columns: KnownTypes,
  context: Context,
): Part | null {
  const { report, catalog } = context;
  const source = catalog.find(reference, "source");
  const checked = source === null ? undefined : context.sources.get(source);
  refuseDoubles(entries, "columns", report);
  if (source === null || checked === undefined) return null;
  const row = { source: source.name, home: declared.span, columns: checked.columns };
  const infer = createInfer(context, rowScope(context, row, misplaced("A row of a union")));
  const found = new Map<string, { readonly type: ValueType; readonly expression: Expression }>();
  for (const { name, nameSpan, value } of entries) {
    const typed = infer(value);
    const type = columns.get(name);
    if (type === undefined) {
      report.add(codes.unionRow, nameSpan, `Union '${declared.name}' has no column '${name}'.`, {
        hint: `Its columns are ${[...columns.keys()].join(", ")}.`,
      });
    }
    if (type === undefined || type === null) continue;
    const expression = coerce(context, typed, type, value.span, `Column '${name}'`, COLUMN_HINT);
    if (expression !== null) found.set(name, { type, expression });
  }
  for (const name of columns.keys()) {
    if (entryNamed(entries, name) !== undefined) continue;
    report.add(codes.unionRow, reference.span, `Rows of '${source.name}' give no '${name}'.`, {
      hint: `Return '${name}' from its function; \`null\` where the column is nullable.`,
    });
  }
  if (checked.source === null) return null;
  return {
    rows: checked.source,
    columns: knownFields(columns).flatMap(({ name }) => {
      const column = found.get(name);
      return column === undefined ? [] : [{ name, ...column }];
    }),
  };
}

function asOfOf(source: string, parts: readonly Part[]): string {
  return parts.find(({ rows }) => rows.name === source)?.rows.asOf ?? "";
}

/** By source, then by what is read of it: the author's order leaves no trace. */
function compare(left: Part, right: Part): number {
  const [a, b] = [left, right].map(({ rows, columns }) => `${rows.name} ${JSON.stringify(columns)}`);
  return (a ?? "") < (b ?? "") ? -1 : 1;
}

function leastRetention(parts: readonly Part[]): number | null {
  const kept = parts.flatMap(({ rows }) => rows.retention ?? []);
  return kept.length === 0 ? null : Math.min(...kept);
}
