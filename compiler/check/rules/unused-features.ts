// A feature that nothing reads, of a view that other views read from and no training set lists.
import type { Expression } from "../../ir/expression.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { expandFeatures } from "../expand.ts";
import type { Rule } from "./rule.ts";

export const unusedFeatures: Rule = (context) => {
  const { catalog, featureViews, report } = context;
  // A training set takes all features of the views that it lists.
  const listed = new Set(catalog.all("training_set").flatMap(({ views }) => views.map(({ name }) => name)));
  const read = featuresRead(context);
  for (const [declared, { view }] of featureViews) {
    const known = read.get(declared.name);
    if (view === null || known === undefined || listed.has(view.name)) continue;
    const spans = new Map(expandFeatures(declared.features).map((entry) => [entry.name, entry.nameSpan]));
    for (const { name } of view.features) {
      if (known === "unsure" || known.has(name)) continue;
      const message = `Nothing reads feature '${name}' of '${view.name}'.`;
      report.add(codes.unusedFeature, spans.get(name) ?? declared.nameSpan, message, {
        severity: "warning",
        hint: "Drop it, read it, or list the view in a training set.",
      });
    }
  }
};

/** By view; views that nothing reads are another rule's matter. "unsure": a reader failed, so all may be meant. */
function featuresRead(context: Context): ReadonlyMap<string, Set<string> | "unsure"> {
  const read = new Map<string, Set<string> | "unsure">();
  const note = (view: string, features: readonly string[] | null): void => {
    const before = read.get(view) ?? new Set();
    read.set(view, features === null || before === "unsure" ? "unsure" : new Set([...before, ...features]));
  };
  for (const [declared, { view }] of context.requestViews) {
    const paths = view === null ? null : pathsRead(view.features.map(({ expression }) => expression));
    for (const { alias, view: used } of declared.inputs) note(used.name, paths?.get(alias) ?? (paths && []));
  }
  for (const [declared, { view }] of context.featureViews) {
    const paths =
      view === null ? null : pathsRead([view.where, ...view.atoms.flatMap(({ inputs }) => inputs)]);
    for (const { alias, view: used } of declared.inputs) note(used.name, paths?.get(alias) ?? (paths && []));
  }
  return read;
}

/** Features by the alias of their view. */
function pathsRead(expressions: readonly (Expression | null)[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  const seen = new Set<Expression>();
  const walk = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind === "call") expression.args.forEach(walk);
    const [alias, feature] = expression.kind === "input" ? expression.path : [];
    if (alias !== undefined && feature !== undefined)
      paths.set(alias, [...(paths.get(alias) ?? []), feature]);
  };
  for (const expression of expressions) if (expression !== null) walk(expression);
  return paths;
}
