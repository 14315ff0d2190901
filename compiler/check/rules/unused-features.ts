// A feature that nothing reads: no view, and no model of the training sets that list its view.
import type { Expression } from "../../ir/expression.ts";
import type { Model, TrainingSet } from "../../ir/program.ts";
import { columnsRead } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { listOf } from "../names.ts";
import { placesOf, writtenFeatures, writtenHere } from "./feature-places.ts";
import type { Rule } from "./rule.ts";

export const unusedFeatures: Rule = (context) => {
  const read = featuresRead(context);
  const sets = context.catalog.all("training_set");
  const listed = new Set(sets.flatMap(({ views }) => views.map(({ name }) => name)));
  for (const [declared, { view }] of [...context.featureViews, ...context.requestViews]) {
    const known = read.get(declared.name);
    // A view that nothing reads is another rule's matter.
    if (view === null || known === undefined || known === "all") continue;
    const features = new Set(view.features.map(({ name }) => name));
    const unread = writtenFeatures(declared).filter(({ name }) => features.has(name) && !known.has(name));
    const [first, ...others] = placesOf(unread);
    if (first === undefined) continue;
    const names = unread.map(({ name }) => `'${name}'`);
    const it = names.length === 1 ? "it" : "them";
    context.report.add(
      codes.unusedFeature,
      others.length === 0 ? first[0].span : declared.nameSpan,
      `Nothing reads ${listOf("feature", names)} of '${view.name}'.`,
      {
        severity: "warning",
        hint: listed.has(view.name)
          ? `Drop ${it}, or read ${it} in a model's 'inputs'.`
          : `Drop ${it}, read ${it}, or list the view in a training set.`,
        related: names.length === 1 ? [] : writtenHere(unread),
      },
    );
  }
};

/** By view. "all": a reader takes whatever there is, or failed, so that nobody knows what it reads. */
function featuresRead(context: Context): ReadonlyMap<string, ReadonlySet<string> | "all"> {
  const read = new Map<string, Set<string> | "all">();
  const note = (view: string, features: readonly string[] | null): void => {
    const before = read.get(view) ?? new Set();
    read.set(view, features === null || before === "all" ? "all" : new Set([...before, ...features]));
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
  for (const [declared, set] of context.trainingSets) {
    const columns = set === null ? null : columnsOf(set, context);
    for (const { name } of declared.views) {
      const features = set?.features.filter(({ view, column }) => view === name && columns?.has(column));
      note(name, columns === null ? null : (features ?? []).map(({ feature }) => feature));
    }
  }
  return read;
}

/** What models read of a training set; null: all of it, as where there is none yet. */
function columnsOf({ name }: TrainingSet, { models }: Context): ReadonlySet<string> | null {
  const readers = [...models].filter(([declared]) => declared.trainingSet.name === name);
  const columns = readers.map(([, model]) => columnsOfModel(model));
  const sound = columns.filter((each) => each !== null);
  return readers.length === 0 || sound.length < columns.length ? null : new Set(sound.flat());
}

function columnsOfModel(model: Model | null): readonly string[] | null {
  if (model === null || model.inputs === null) return null;
  const { fits, features } = model.inputs;
  const fitted = fits.flatMap(({ inputs }) => inputs);
  return [
    ...columnsRead([...fitted, ...features.map(({ expression }) => expression)]),
    ...model.evaluation.slices,
  ];
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
