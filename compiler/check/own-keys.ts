// A key that no view needs: the label's rows are found by it, and it is of the type that the spine's rows give it.
import type { DeclaredTrainingSet } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { codes } from "./codes.ts";
import { entryNamed } from "./names.ts";
import { printType } from "./print.ts";
import type { Report } from "./report.ts";
import { nonNull } from "./types.ts";
import type { Inferred } from "./typed.ts";

/** Kinds of which equal values have equal bytes, in files as in statements. */
const KINDS: ReadonlySet<ValueType["kind"]> = new Set(["int64", "string", "bool", "timestamp"]);

export function isKeyOfLabel({ label }: DeclaredTrainingSet, name: string): boolean {
  return label.kind === "outcome" && entryNamed(label.key, name) !== undefined;
}

/** Null after reporting what cannot be a key; whether it may be null is told apart. */
export function ownKeyType(inferred: Inferred, name: string, span: Span, report: Report): ValueType | null {
  const type = inferred?.expression.type;
  if (type === undefined || type.kind === "null" || KINDS.has(type.kind)) return type ? nonNull(type) : null;
  report.add(codes.badKeyType, span, `Key '${name}' cannot be ${printType(nonNull(type))}.`, {
    hint: "Use an int64 or a string.",
  });
  return null;
}
