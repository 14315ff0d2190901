// The columns of a source or a union: their types, and those that break ties.
import type { DeclaredSource, DeclaredUnion } from "../ir/declaration.ts";
import type { Field, ValueType } from "../ir/value-type.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { codes } from "./codes.ts";
import type { Context, KnownTypes } from "./context.ts";
import { refuseDoubles, sortedByName } from "./names.ts";
import type { Report } from "./report.ts";
import { readType } from "./types.ts";

type Declared = DeclaredSource | DeclaredUnion;

/** `title` begins messages, as in "Source". */
export function readColumns(declared: Declared, title: string, { report }: Context): KnownTypes {
  refuseDoubles(declared.columns, "columns", report);
  refuseCaseTwins(declared, report);
  if (declared.columns.length === 0) {
    report.add(codes.empty, declared.nameSpan, `${title} '${declared.name}' has no columns.`, {
      hint: "Write `columns: { at: t.timestamp, ... }`.",
    });
  }
  const columns = new Map<string, ValueType | null>();
  for (const { name, type } of declared.columns) columns.set(name, readType(type, report));
  return columns;
}

/** Those whose types are known, sorted. */
export function knownFields(columns: KnownTypes): readonly Field[] {
  return sortedByName([...columns].flatMap(([name, type]) => (type === null ? [] : [{ name, type }])));
}

export function readTieBreak(
  { name, tieBreak }: Declared,
  title: string,
  columns: KnownTypes,
  report: Report,
): readonly string[] {
  const seen = new Set<string>();
  for (const { text, span } of tieBreak) {
    if (!columns.has(text)) {
      report.add(codes.unknownInput, span, `${title} '${name}' has no column '${text}'.`, {
        hint: didYouMean(text, columns.keys()),
      });
    } else if (seen.has(text)) {
      report.add(codes.duplicateField, span, `Column '${text}' breaks ties twice.`, {
        hint: "Name it once.",
      });
    }
    seen.add(text);
  }
  return tieBreak.map(({ text }) => text);
}

/** SQL names are one name whatever their case. */
function refuseCaseTwins({ columns }: Declared, report: Report): void {
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
