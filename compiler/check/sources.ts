// Checks a source: its columns, and what says when a row happened and when it could be known.
import type { DeclaredExpression, DeclaredSource } from "../ir/declaration.ts";
import type { Source } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { misplaced } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { CheckedSource, Context } from "./context.ts";
import { createInfer } from "./infer.ts";
import { refuseDoubles, sortedByName } from "./names.ts";
import { rowScope } from "./row-scope.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { readType, TIMESTAMP } from "./types.ts";

export function checkSource(declared: DeclaredSource, context: Context): CheckedSource {
  const { report } = context;
  const before = report.errors();
  refuseDoubles(declared.columns, "columns", report);
  refuseCaseTwins(declared, context);
  if (declared.columns.length === 0) {
    report.add(codes.empty, declared.nameSpan, `Source '${declared.name}' has no columns.`, {
      hint: "Write `columns: { at: t.timestamp, ... }`.",
    });
  }
  const columns = new Map<string, ValueType | null>();
  for (const { name, type } of declared.columns) columns.set(name, readType(type, report));
  const time = (expression: DeclaredExpression, what: string, hint: string) => {
    const scope = rowScope(context, { source: declared.name, home: declared.span, columns }, misplaced(what));
    return coerce(context, createInfer(context, scope)(expression), TIMESTAMP, expression.span, what, hint);
  };
  const eventTime = time(
    declared.eventTime,
    "Event time",
    "Drop `.nullable()` of the column, or fall back with `??`.",
  );
  const availableAt =
    declared.availableAt === null
      ? null
      : time(declared.availableAt, "Availability", "Fall back with `??` to a time that is late enough.");
  const settings = readSettings(declared, context, columns);
  if (report.errors() > before || eventTime === null) return { columns, source: null };
  const fields = declared.columns.flatMap(({ name }) => {
    const type = columns.get(name);
    return type ? [{ name, type }] : [];
  });
  return {
    columns,
    source: {
      name: declared.name,
      format: declared.from.format,
      path: declared.from.path.text,
      columns: sortedByName(fields),
      eventTime,
      availableAt,
      ...settings,
      description: declared.description,
    },
  };
}

function readSettings(
  declared: DeclaredSource,
  { report }: Context,
  columns: ReadonlyMap<string, ValueType | null>,
): Pick<Source, "asOf" | "tieBreak"> {
  const { from, asOf, tieBreak } = declared;
  if (from.path.text.trim() === "") {
    report.add(codes.badSetting, from.path.span, "The file's path is empty.", {
      hint: `Write a path relative to the project, as in ${from.format}("data/rows.${from.format}").`,
    });
  }
  const seen = new Set<string>();
  for (const { text, span } of tieBreak) {
    if (!columns.has(text)) {
      report.add(codes.unknownInput, span, `Source '${declared.name}' has no column '${text}'.`, {
        hint: didYouMean(text, columns.keys()),
      });
    } else if (seen.has(text)) {
      report.add(codes.duplicateField, span, `Column '${text}' breaks ties twice.`, {
        hint: "Name it once.",
      });
    }
    seen.add(text);
  }
  return {
    asOf: asOf?.text === "inclusive" ? "inclusive" : "exclusive",
    tieBreak: tieBreak.map(({ text }) => text),
  };
}

/** SQL names are one name whatever their case. */
function refuseCaseTwins({ columns }: DeclaredSource, { report }: Context): void {
  const first = new Map<string, (typeof columns)[number]>();
  for (const column of columns) {
    const twin = first.get(column.name.toLowerCase());
    if (twin === undefined) first.set(column.name.toLowerCase(), column);
    else if (twin.name !== column.name) {
      report.add(
        codes.duplicateField,
        column.nameSpan,
        `Columns '${twin.name}' and '${column.name}' are one to SQL, which does not tell case.`,
        { hint: "Declare one of them.", related: [{ message: "the first is here", span: twin.nameSpan }] },
      );
    }
  }
}
