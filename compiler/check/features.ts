// Checks the features of a view, whatever they read.
import type { DeclaredEntry, DeclaredFeatureView, DeclaredRequestView } from "../ir/declaration.ts";
import type { Feature } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { codes } from "./codes.ts";
import type { Context, KnownTypes } from "./context.ts";
import { createInfer } from "./infer.ts";
import { refuseDoubles, sortedByName } from "./names.ts";
import { printExpression } from "./print.ts";
import type { Scope } from "./typed.ts";

/** `types` has all names, those that failed included; `features` those that did not, sorted. */
export function checkFeatures(
  entries: readonly DeclaredEntry[],
  declared: DeclaredFeatureView | DeclaredRequestView,
  scope: Scope,
  context: Context,
): { readonly types: KnownTypes; readonly features: readonly Feature[] } {
  const { report, shapeOf } = context;
  if (entries.length === 0) {
    report.add(codes.empty, declared.nameSpan, `View '${declared.name}' has no features.`, {
      hint: "Return at least one from 'features'.",
    });
  }
  refuseDoubles(entries, "features", report);
  const infer = createInfer(context, scope);
  const types = new Map<string, ValueType | null>();
  const features: Feature[] = [];
  for (const { name, nameSpan, value } of entries) {
    const typed = infer(value);
    const { readsInput, aggregates } = shapeOf(value);
    const isNull = typed?.expression.type.kind === "null";
    const constant = typed !== null && (isNull || (!readsInput && !aggregates));
    if (constant) {
      report.add(
        codes.constantFeature,
        nameSpan,
        `Feature '${name}' is always ${isNull ? "null" : printExpression(value)}.`,
        {
          hint: "Drop it, or compute it from the row.",
        },
      );
    }
    if (typed === null || constant) {
      types.set(name, null);
      continue;
    }
    const { type } = typed.expression;
    types.set(name, type);
    features.push({ name, type, expression: typed.expression });
  }
  return { types, features: sortedByName(features) };
}
