// Checks what a training set takes from the rows of its spine: keys and request fields, as its views want them.
import type { DeclaredEntry, DeclaredTrainingSet } from "../ir/declaration.ts";
import type { TrainingSet } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { type Complaint, codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { Context } from "./context.ts";
import { entryNamed, refuseDoubles, sortedByName } from "./names.ts";
import type { Facts } from "./narrow.ts";
import { isKeyOfLabel, ownKeyType } from "./own-keys.ts";
import { printType } from "./print.ts";
import type { Views } from "./training-views.ts";
import type { Infer } from "./typed.ts";

export type SpineField = TrainingSet["request"][number];

/** A name that views need: its type, and the view that needs it first. */
interface Need {
  readonly type: ValueType;
  readonly view: string;
}

/** What is checked of the spine's rows. */
interface Spine {
  readonly declared: DeclaredTrainingSet;
  readonly infer: Infer;
  readonly facts: Facts;
}

interface CheckedKeys {
  readonly keys: readonly SpineField[];
  /** Names of those that the label needs, and no view. */
  readonly ownKeys: readonly string[];
}

export function checkKeys(spine: Spine, views: Views, context: Context): CheckedKeys {
  const needs = new Map<string, Need>();
  for (const { view, role, entity } of views.featureViews) {
    for (const { name, type } of entity.keys) {
      addNeed(needs, role === null ? name : `${role}_${name}`, { type, view }, spine, context);
    }
  }
  const keys = checkEntries(spine, spine.declared.keys, needs, views.complete, context, {
    what: "Key",
    property: "keys",
    missing: codes.missingKey,
  });
  return { keys, ownKeys: keys.map(({ name }) => name).filter((name) => !needs.has(name)) };
}

export function checkRequest(spine: Spine, views: Views, context: Context): readonly SpineField[] {
  const needs = new Map<string, Need>();
  for (const view of views.requestViews) {
    for (const { name, type } of view.request)
      addNeed(needs, name, { type, view: view.name }, spine, context);
  }
  return checkEntries(spine, spine.declared.request, needs, views.complete, context, {
    what: "Request field",
    property: "request",
    missing: codes.missingRequestField,
  });
}

/** A request carries each name once: a key that is also a request field must be the same value. */
export function refuseConflicts(
  { declared }: Pick<Spine, "declared">,
  keys: readonly SpineField[],
  request: readonly SpineField[],
  { report }: Context,
): void {
  for (const field of request) {
    const key = keys.find(({ name }) => name === field.name);
    if (key === undefined || JSON.stringify(key) === JSON.stringify(field)) continue;
    const span = entryNamed(declared.request, field.name)?.nameSpan ?? declared.nameSpan;
    report.add(codes.spineConflict, span, `'${field.name}' is a key with another value or type.`, {
      hint: "Give both the same expression and type, or rename the request field.",
    });
  }
}

function keyHint({ label }: DeclaredTrainingSet): string {
  return label.kind === "outcome"
    ? "Drop it, add the view that needs it, or find the label by it: return it from the label's 'key' too."
    : "Drop it, or add the view that needs it; only the 'key' of a label with a horizon may need one that no view does.";
}

/** Of two needs the stricter wins: a view that takes null can do without. */
function addNeed(
  needs: Map<string, Need>,
  name: string,
  need: Need,
  spine: Spine,
  { report }: Context,
): void {
  const before = needs.get(name);
  if (before !== undefined && before.type.kind !== need.type.kind) {
    report.add(
      codes.viewConflict,
      spine.declared.nameSpan,
      `'${name}' is ${printType(before.type)} in view '${before.view}' and ${printType(need.type)} in '${need.view}'.`,
      { hint: "Declare it with one type in both." },
    );
  } else if (before === undefined || before.type.nullable) {
    needs.set(name, need);
  }
}

function checkEntries(
  { declared, infer, facts }: Spine,
  entries: readonly DeclaredEntry[],
  needs: ReadonlyMap<string, Need>,
  complete: boolean,
  context: Context,
  words: { readonly what: string; readonly property: "keys" | "request"; readonly missing: Complaint },
): readonly SpineField[] {
  const { report } = context;
  refuseDoubles(entries, words.property === "keys" ? "keys" : "request fields", report);
  const fields: SpineField[] = [];
  for (const { name, nameSpan, value } of entries) {
    const typed = infer(value, facts);
    const need = needs.get(name);
    if (need === undefined && !complete) continue;
    const isOwn = need === undefined && words.property === "keys" && isKeyOfLabel(declared, name);
    if (need === undefined && !isOwn) {
      const hint = words.property === "keys" ? keyHint(declared) : "Drop it, or add the view that needs it.";
      const message = `${words.what} '${name}' is of no view of this training set.`;
      report.add(codes.unusedSpineField, nameSpan, message, { hint });
    }
    const type = isOwn ? ownKeyType(typed, name, value.span, report) : need?.type;
    if (!type) continue;
    const expression = coerce(context, typed, type, value.span, `${words.what} '${name}'`);
    if (expression !== null) fields.push({ name, type, expression });
  }
  for (const [name, { type, view }] of needs) {
    if (entryNamed(entries, name) !== undefined) continue;
    const message = `${words.what} '${name}' is missing: view '${view}' needs it.`;
    report.add(words.missing, declared.nameSpan, message, {
      hint: `Return '${name}' (${printType(type)}) from '${words.property}'.`,
    });
  }
  return sortedByName(fields);
}
