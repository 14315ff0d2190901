// The contract of the readers, and what they share: which properties a declaration has.
import type { Declaration } from "../../ir/declaration.ts";
import type { Span } from "../../ir/span.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import type { Report } from "../report.ts";
import { didYouMean } from "../../library/nearest-name.ts";
import type { RecordField, RecordValue, Scope } from "../value.ts";

/** Reads one kind of declaration. */
export interface DeclarationReader {
  readonly shape: Shape;
  /** Null where something necessary is missing or wrong, which has been said by then. */
  read(form: Form): Declaration | null;
}

export interface Shape {
  /** What must be given, each with how it is written. */
  readonly required: Readonly<Record<string, string>>;
  readonly optional: readonly string[];
}

/** A declaration's properties with what is needed to read them. */
export interface Form {
  readonly context: Context;
  readonly scope: Scope;
  readonly properties: ReadonlyMap<string, RecordField>;
  readonly base: {
    readonly name: string;
    readonly nameSpan: Span;
    readonly span: Span;
    readonly description: string | null;
  };
}

/** The properties of an object by name, after a complaint of each that is unknown or missing. */
export function propertiesOf(
  report: Report,
  record: RecordValue,
  { required, optional }: Shape,
  owner: { readonly title: string; readonly span: Span },
): ReadonlyMap<string, RecordField> {
  const known = [...Object.keys(required), ...optional];
  const properties = new Map<string, RecordField>();
  for (const field of record.fields) {
    if (known.includes(field.name)) properties.set(field.name, field);
    else {
      report.add(codes.unknownProperty, field.nameSpan, `${owner.title} has no property '${field.name}'.`, {
        hint: didYouMean(field.name, known) ?? `It has ${known.map((name) => `'${name}'`).join(", ")}.`,
      });
    }
  }
  // What could not be read may have been what is missing.
  const missing = record.incomplete ? [] : Object.keys(required).filter((name) => !properties.has(name));
  if (missing.length > 0) {
    const names = missing.map((name) => `'${name}'`).join(", ");
    const examples = missing.map((name) => `\`${required[name]}\``).join(", ");
    report.add(codes.missingProperty, owner.span, `${owner.title} lacks ${names}.`, {
      hint: `Write ${examples}.`,
    });
  }
  return properties;
}

/** The same for an object inside a declaration: `refresh: { every: "10m" }`. */
export function nested(form: Form, field: RecordField, record: RecordValue, shape: Shape): Form {
  const owner = { title: `'${field.name}'`, span: field.nameSpan };
  return { ...form, properties: propertiesOf(form.context.report, record, shape, owner) };
}
