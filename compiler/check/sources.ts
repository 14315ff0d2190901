// Checks a source: its columns, and what says when a row happened and when it could be known.
import type { DeclaredExpression, DeclaredSource } from "../ir/declaration.ts";
import type { Source } from "../ir/program.ts";
import { misplaced } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import { knownFields, readColumns, readTieBreak } from "./columns.ts";
import type { CheckedSource, Context, KnownTypes } from "./context.ts";
import { createInfer } from "./infer.ts";
import { rowScope } from "./row-scope.ts";
import { AVAILABILITY, EVENT_TIME, readDuration, type RowTime } from "./time.ts";
import { TIMESTAMP } from "./types.ts";

export function checkSource(declared: DeclaredSource, context: Context): CheckedSource {
  const { report } = context;
  const before = report.errors();
  const columns = readColumns(declared, "Source", context);
  const time = (expression: DeclaredExpression, { what, hint, instant }: RowTime) => {
    const scope = rowScope(context, { source: declared.name, home: declared.span, columns }, misplaced(what));
    const infer = createInfer(context, scope);
    return coerce(context, infer(expression), TIMESTAMP, expression.span, what, hint, instant);
  };
  const eventTime = time(declared.eventTime, EVENT_TIME);
  const availableAt = declared.availableAt === null ? null : time(declared.availableAt, AVAILABILITY);
  const settings = readSettings(declared, context, columns);
  if (report.errors() > before || eventTime === null) return { columns, source: null };
  return {
    columns,
    source: {
      name: declared.name,
      format: declared.from.format,
      path: declared.from.path.text,
      columns: knownFields(columns),
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
  columns: KnownTypes,
): Pick<Source, "asOf" | "tieBreak" | "retention"> {
  const { from, asOf, retention } = declared;
  if (from.path.text.trim() === "") {
    report.add(codes.badSetting, from.path.span, "The file's path is empty.", {
      hint: `Write a path relative to the project, as in ${from.format}("data/rows.${from.format}").`,
    });
  }
  return {
    asOf: asOf?.text === "inclusive" ? "inclusive" : "exclusive",
    tieBreak: readTieBreak(declared, "Source", columns, report),
    retention: retention === null ? null : readDuration(retention, "A retention", report),
  };
}
