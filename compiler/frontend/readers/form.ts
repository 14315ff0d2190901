// The properties of a declaration, each read in the one form that it has.
import type {
  DeclarationKind,
  DeclaredEntry,
  DeclaredExpression,
  DeclaredField,
  DeclaredReference,
  DeclaredRequestView,
  DeclaredText,
  DeclaredViewUse,
} from "../../ir/declaration.ts";
import type { Span } from "../../ir/span.ts";
import { codes } from "../codes.ts";
import { refuse } from "../context.ts";
import { toExpression, toPlain } from "../convert.ts";
import { describe } from "../describe.ts";
import { excessOf } from "../extent.ts";
import { checkName } from "../names.ts";
import type { RecordField, Value } from "../value.ts";
import type { Form } from "./reader.ts";

// Each function gives null where the property is absent or was complained of: the reader then gives up silently.

/** A constant string: `"3d"`. */
export function text(form: Form, name: string): DeclaredText | null {
  const field = form.properties.get(name);
  if (field === undefined) return null;
  const value = constant(form, field, "a string");
  if (value === undefined) return null;
  if (typeof value === "string") return { text: value, span: field.valueSpan };
  return wrong(form, field, "a string");
}

/** A constant string, one of a few. */
export function word(form: Form, name: string, words: readonly string[]): DeclaredText | null {
  const given = text(form, name);
  if (given === null || words.includes(given.text)) return given;
  const choices = words.map((each) => `"${each}"`).join(" or ");
  form.context.report.add(codes.wrongForm, given.span, `'${name}' must be ${choices}.`);
  return null;
}

/** A constant number. */
export function number(form: Form, name: string): number | null {
  const field = form.properties.get(name);
  if (field === undefined) return null;
  const value = constant(form, field, "a number");
  if (value === undefined) return null;
  return typeof value === "number" ? value : wrong(form, field, "a number");
}

/** Constant plain data of any shape; undefined where there is none. */
export function data(form: Form, name: string): unknown {
  const field = form.properties.get(name);
  return field === undefined ? undefined : constant(form, field, "plain data");
}

/** A list of constant strings. */
export function texts(form: Form, name: string): readonly DeclaredText[] {
  const field = form.properties.get(name);
  if (field === undefined) return [];
  if (field.value.kind !== "list") {
    wrong(form, field, "a list of strings");
    return [];
  }
  const { items, itemSpans } = field.value;
  return items.flatMap((value, index) => {
    const item = { ...field, value, valueSpan: itemSpans[index] ?? field.valueSpan };
    return text({ ...form, properties: new Map([[name, item]]) }, name) ?? [];
  });
}

/** Another declaration, by its constant. */
export function reference(
  form: Form,
  name: string,
  ...kinds: readonly DeclarationKind[]
): DeclaredReference | null {
  const field = form.properties.get(name);
  return field === undefined ? null : referenceOf(form, field, kinds);
}

/** A list of views, some perhaps under roles. */
export function viewUses(
  form: Form,
  name: string,
  kinds: readonly DeclarationKind[],
): readonly DeclaredViewUse[] | null {
  const field = form.properties.get(name);
  if (field === undefined) return null;
  const { value } = field;
  if (value.kind !== "list") return wrong(form, field, `a list of ${kinds.map(plural).join(" and ")}`);
  return value.items.flatMap((item, index) => {
    const span = value.itemSpans[index] ?? field.valueSpan;
    return viewUseOf(form, { ...field, value: item, valueSpan: span }, kinds) ?? [];
  });
}

/** Views by alias: `{ from: origin_delays }`. */
export function viewUseEntries(form: Form, name: string): DeclaredRequestView["inputs"] {
  return inputsOf(form, name).flatMap((field) => {
    const view = viewUseOf(form, field, ["feature_view"]);
    return view === null ? [] : [{ alias: field.name, aliasSpan: field.nameSpan, view }];
  });
}

/** The fields of an object of inputs; their names are what features call them. */
export function inputsOf(form: Form, name: string): readonly RecordField[] {
  const fields = entriesOf(form, name, "an object of views");
  for (const field of fields) {
    checkName(form.context.report, field.name, field.nameSpan, "input");
    if (field.name !== "request") continue;
    const message = "An input cannot be called 'request'.";
    form.context.report.add(codes.nameReserved, field.nameSpan, message, { hint: "Choose another name." });
  }
  return fields;
}

/** The form of one value that stands where a property could: of a list's item, of a nested object's field. */
export function formOf(form: Form, fields: readonly RecordField[]): Form {
  return { ...form, properties: new Map(fields.map((field) => [field.name, field])) };
}

/** Types by name: `{ delay: t.int64 }`; `what` says how the names are published, null that they are not. */
export function fields(form: Form, name: string, what: string | null): readonly DeclaredField[] {
  return entriesOf(form, name, "an object of types, such as { delay: t.int64 }").flatMap((field) => {
    if (what !== null) checkName(form.context.report, field.name, field.nameSpan, what);
    if (field.value.kind === "type") {
      const type = { ...field.value.type, span: field.valueSpan };
      return [{ name: field.name, nameSpan: field.nameSpan, type }];
    }
    wrong(form, field, "a type, such as t.int64");
    return [];
  });
}

/** The value of a function of the row: `(flight) => flight.date`. */
export function expression(form: Form, name: string, args: readonly Value[]): DeclaredExpression | null {
  const value = applied(form, name, args);
  const field = form.properties.get(name);
  if (value === null || field === undefined) return null;
  const result = toExpression(form.context, value, field.valueSpan, form.scope);
  return result !== null && isBounded(form, result, field) ? result : null;
}

/** Values by name, of a function that returns an object, what failed among them; `what` as for `fields`. */
export function entries(
  form: Form,
  name: string,
  args: readonly Value[],
  what: string | null,
): readonly DeclaredEntry[] {
  const { report } = form.context;
  const before = report.faults();
  const value = applied(form, name, args);
  const field = form.properties.get(name);
  if (value === null || value.kind === "error" || field === undefined) return [];
  if (value.kind !== "record") {
    const message = `'${name}' must return an object: ${describe(value)} has no names.`;
    refuse(form.context, form.scope, codes.wrongForm, field.valueSpan, message, {
      hint: `Write \`${name}: (row) => ({ name: row.value })\`, with parentheses around the braces.`,
    });
    return [];
  }
  const read = value.fields.map(({ name: entry, nameSpan, value: given, valueSpan }) => {
    if (what !== null) checkName(report, entry, nameSpan, what);
    const result = toExpression(form.context, given, valueSpan, form.scope);
    return { name: entry, nameSpan, value: result ?? ({ kind: "failed", span: valueSpan } as const) };
  });
  if (!value.incomplete) report.settle(before);
  return read;
}

function applied(form: Form, name: string, args: readonly Value[]): Value | null {
  const field = form.properties.get(name);
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind === "function") return form.context.apply(field.value, args, null);
  return wrong(form, field, "a function of the row, such as (row) => row.value");
}

function isBounded(form: Form, result: DeclaredExpression, field: RecordField): boolean {
  const excess = excessOf(result);
  if (excess === null) return true;
  form.context.report.add(codes.tooLarge, field.nameSpan, `'${field.name}' has ${excess}.`, {
    hint: "Split it into several features, or use fewer constants inside one another.",
  });
  return false;
}

/** A view, or `role("sender", view)`; only feature views are read under roles. */
function viewUseOf(
  form: Form,
  field: RecordField,
  kinds: readonly DeclarationKind[],
): DeclaredViewUse | null {
  const { value } = field;
  if (value.kind !== "role") {
    const found = referenceOf(form, field, kinds);
    return found === null ? null : { ...found, role: null };
  }
  const given = { ...field, name: "role", value: value.role, valueSpan: value.roleSpan };
  const role = text(formOf(form, [given]), "role");
  if (role !== null) checkName(form.context.report, role.text, role.span, "role");
  const view = referenceOf(form, { ...field, value: value.view, valueSpan: value.viewSpan }, [
    "feature_view",
  ]);
  return view === null || role === null ? null : { ...view, role };
}

function referenceOf(
  form: Form,
  field: RecordField,
  kinds: readonly DeclarationKind[],
): DeclaredReference | null {
  const { value, valueSpan } = field;
  if (value.kind === "declaration" && kinds.includes(value.declares)) {
    return { name: value.name, span: valueSpan };
  }
  if (value.kind === "error") return null;
  // A union is a source to those who read it.
  const titled = kinds.filter((kind) => kind !== "union" || !kinds.includes("source"));
  const wanted = titled.map(title).join(" or ");
  const got =
    value.kind === "declaration"
      ? `'${value.name}' is ${title(value.declares)}`
      : `${describe(value)} is not`;
  form.context.report.add(codes.wrongReference, valueSpan, `'${field.name}' needs ${wanted}, and ${got}.`, {
    hint: "Name the exported constant that declares it.",
  });
  return null;
}

export function entriesOf(form: Form, name: string, wanted: string): readonly RecordField[] {
  const field = form.properties.get(name);
  if (field === undefined || field.value.kind === "error") return [];
  if (field.value.kind === "record") return field.value.fields.filter((each) => each.value.kind !== "error");
  wrong(form, field, wanted);
  return [];
}

/** Plain data, or undefined after a complaint of the first part that is not. */
function constant(form: Form, field: RecordField, wanted: string): unknown {
  const plain = toPlain(field.value);
  if (plain !== undefined) return plain;
  const { value, valueSpan } = partThatIsNotPlain(field.value, field.valueSpan);
  if (value.kind === "expression") {
    form.context.report.add(codes.notConstant, valueSpan, `'${field.name}' must be a constant.`, {
      hint: "Write its value out, or compute it with `+`, `-`, `*` and `/` from constants.",
    });
  } else wrong(form, { ...field, value, valueSpan }, wanted);
  return undefined;
}

function partThatIsNotPlain(value: Value, valueSpan: Span): { value: Value; valueSpan: Span } {
  if (value.kind === "record") {
    const field = value.fields.find((each) => toPlain(each.value) === undefined);
    if (field !== undefined) return partThatIsNotPlain(field.value, field.valueSpan);
  }
  if (value.kind === "list") {
    const index = value.items.findIndex((each) => toPlain(each) === undefined);
    const item = value.items[index];
    if (item !== undefined) return partThatIsNotPlain(item, value.itemSpans[index] ?? valueSpan);
  }
  return { value, valueSpan };
}

/** Complains of a property's form. */
export function wrong(form: Form, field: RecordField, wanted: string): null {
  if (field.value.kind === "error") return null;
  const message = `'${field.name}' must be ${wanted}: ${describe(field.value)} is not.`;
  form.context.report.add(codes.wrongForm, field.valueSpan, message);
  return null;
}

function title(kind: DeclarationKind): string {
  const words = kind.replace("_", " ");
  return `${/^[aeio]/.test(words) ? "an" : "a"} ${words}`;
}

function plural(kind: DeclarationKind): string {
  return `${kind.replace("_", " ").replace(/y$/, "ie")}s`;
}
