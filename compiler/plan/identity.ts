// What of a definition makes its values: the part that fingerprints are taken of.
import type { Expression } from "../ir/expression.ts";
import type { Entity, FeatureView, Model, RequestView, Source, TrainingSet } from "../ir/program.ts";
import { columnsRead } from "../library/expressions.ts";

/** Published names and descriptions are no part of a definition's own identity: a rename keeps its data. */
export function sourceIdentity(source: Source): unknown {
  const { format, path, columns, eventTime, availableAt, asOf, tieBreak } = source;
  return { format, path, columns, eventTime, availableAt, asOf, tieBreak };
}

/** A source as one of its readers sees it: a column that it does not read may change. */
function sourceAsRead(source: Source, expressions: readonly (Expression | null)[]): unknown {
  const read = new Set(columnsRead([...expressions, source.eventTime, source.availableAt]));
  for (const column of source.tieBreak) read.add(column);
  const columns = source.columns.filter(({ name }) => read.has(name));
  return sourceIdentity({ ...source, columns });
}

export function featureViewIdentity(view: FeatureView, entity: Entity, source: Source): unknown {
  const { key, where, atoms, features, refresh, ttl } = view;
  const expressions = [
    ...key.map(({ expression }) => expression),
    where,
    ...atoms.flatMap(({ inputs }) => inputs),
  ];
  return {
    keys: entity.keys,
    source: sourceAsRead(source, expressions),
    key,
    where,
    atoms,
    features,
    refresh,
    ttl,
  };
}

/** Aliases are the author's private names: an input is known by the view behind it. */
export function requestViewIdentity(view: RequestView, fingerprintOf: (view: string) => string): unknown {
  const behind = new Map(view.inputs.map((input) => [input.alias, fingerprintOf(input.view)]));
  const known = new Map<Expression, Expression>();
  const walk = (expression: Expression): Expression => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    const result = rename(expression);
    known.set(expression, result);
    return result;
  };
  const rename = (expression: Expression): Expression => {
    if (expression.kind === "call") return { ...expression, args: expression.args.map(walk) };
    const [scope = "", ...rest] = expression.kind === "input" ? expression.path : [];
    return expression.kind === "input"
      ? { ...expression, path: [behind.get(scope) ?? scope, ...rest] }
      : expression;
  };
  return {
    request: view.request,
    inputs: [...new Set(behind.values())].sort(),
    features: view.features.map(({ name, type, expression }) => ({
      name,
      type,
      expression: walk(expression),
    })),
  };
}

/** Columns are named `view__feature`, so the views' names are part of it. */
export function trainingSetIdentity(
  set: TrainingSet,
  spine: Source,
  fingerprintOf: (view: string) => string,
): unknown {
  const { keys, asOf, request, label, where, sampleOneIn, features } = set;
  const expressions = [...keys, ...request, label].map(({ expression }) => expression);
  const views = [...set.featureViews, ...set.requestViews].map((view) => [view, fingerprintOf(view)]);
  return {
    // A sample is drawn by a hash of all columns, so all of them count.
    spine: sampleOneIn === null ? sourceAsRead(spine, [...expressions, asOf, where]) : sourceIdentity(spine),
    keys,
    asOf,
    request,
    label,
    where,
    sampleOneIn,
    views,
    columns: features.map(({ column }) => column),
  };
}

export function modelIdentity(model: Model, trainingSet: string): unknown {
  const { trainer, params, holdoutFrom, seed, output } = model;
  return { trainingSet, trainer, params, holdoutFrom, seed, output };
}
