// What of a definition makes its values: the part that fingerprints are taken of.
import type { Expression } from "../ir/expression.ts";
import type {
  Entity,
  FeatureView,
  Model,
  Outcome,
  Program,
  RequestView,
  Source,
  TrainingSet,
  Union,
} from "../ir/program.ts";
import type { Field } from "../ir/value-type.ts";
import { columnsRead } from "../library/expressions.ts";
import { byName } from "./by-name.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Published names and descriptions are no part of a definition's own identity: a rename keeps its data. */
export function sourceIdentity(source: Source): unknown {
  const { format, path, columns, eventTime, availableAt, asOf, tieBreak } = source;
  return { format, path, columns, eventTime, availableAt, asOf, tieBreak };
}

type Named = (name: string) => string;

/** Rows as one of their readers sees them: a column that it does not read may change. */
type RowsAsRead = (name: string, expressions: readonly (Expression | null)[]) => unknown;

export function createRowsAsRead({ sources, unions }: Program): RowsAsRead {
  const sourceNamed = byName(sources);
  const unionsNamed = new Map(unions.map((union) => [union.name, union]));
  return (name, expressions) => {
    const union = unionsNamed.get(name);
    return union === undefined
      ? sourceAsRead(sourceNamed(name), expressions)
      : unionAsRead(union, sourceNamed, expressions);
  };
}

function sourceAsRead(source: Source, expressions: readonly (Expression | null)[]): unknown {
  const read = new Set(columnsRead([...expressions, source.eventTime, source.availableAt]));
  for (const column of source.tieBreak) read.add(column);
  const columns = source.columns.filter(({ name }) => read.has(name));
  return sourceIdentity({ ...source, columns });
}

/** Its sources' own times count only where its rows carry them. */
function unionAsRead(
  { eventTime, availableAt, asOf, tieBreak, parts }: Union,
  sourceNamed: (name: string) => Source,
  expressions: readonly (Expression | null)[],
): unknown {
  const read = new Set([...columnsRead([...expressions, eventTime, availableAt]), ...tieBreak]);
  return {
    parts: parts.map((part) => {
      const { format, path, columns } = sourceNamed(part.source);
      const given = part.columns.filter(({ name }) => read.has(name));
      const needed = new Set(columnsRead(given.map(({ expression }) => expression)));
      return { format, path, columns: columns.filter(({ name }) => needed.has(name)), given };
    }),
    eventTime,
    availableAt,
    asOf,
    tieBreak,
  };
}

export function featureViewIdentity(
  view: FeatureView,
  entity: Entity,
  rowsAsRead: RowsAsRead,
  fingerprintOf: Named,
): unknown {
  const { key, where, atoms, features, refresh, ttl, inputs } = view;
  const expressions = [
    ...key.map(({ expression }) => expression),
    where,
    ...atoms.flatMap((atom) => atom.inputs),
    ...inputs.flatMap((input) => input.key.map(({ expression }) => expression)),
  ];
  // The same view by two keys is two inputs.
  const behind = new Map(
    inputs.map((input) => [input.alias, `${fingerprintOf(input.view)} ${canonicalJson(input.key)}`]),
  );
  const known = renamer(behind);
  return {
    keys: entity.keys,
    source: rowsAsRead(view.source, expressions),
    key,
    where: where === null ? null : known(where),
    atoms: atoms.map((atom) => ({ ...atom, inputs: atom.inputs.map(known) })),
    features,
    refresh,
    ttl,
    ...(inputs.length === 0 ? {} : { inputs: [...new Set(behind.values())].sort() }),
  };
}

/** Aliases are the author's private names: an input is known by the view behind it, and its role. */
export function requestViewIdentity(view: RequestView, fingerprintOf: Named): unknown {
  const behind = new Map(
    view.inputs.map((input) => [
      input.alias,
      `${fingerprintOf(input.view)}${input.role === null ? "" : ` ${input.role}`}`,
    ]),
  );
  const known = renamer(behind);
  return {
    request: view.request,
    inputs: [...new Set(behind.values())].sort(),
    features: view.features.map(({ name, type, expression }) => ({
      name,
      type,
      expression: known(expression),
    })),
  };
}

/** Aliases replaced by what is behind them; shared subexpressions stay shared. */
function renamer(behind: ReadonlyMap<string, string>): (expression: Expression) => Expression {
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
    if (expression.kind !== "input" || expression.path.length < 2) return expression;
    const [scope = "", ...rest] = expression.path;
    return { ...expression, path: [behind.get(scope) ?? scope, ...rest] };
  };
  return walk;
}

/** Columns are named `view__feature`, so the views' names are part of it. */
export function trainingSetIdentity(
  set: TrainingSet,
  rowsAsRead: RowsAsRead,
  allColumns: readonly Field[],
  fingerprintOf: Named,
): unknown {
  const { keys, asOf, request, label, where, sampleOneIn, negativesOneIn, split, features, uses } = set;
  const { outcome, ...value } = label;
  const expressions = [...keys, ...request].map(({ expression }) => expression);
  // A sample is drawn by a hash of all columns, so all of them count.
  const drawn = sampleOneIn === null && negativesOneIn === null ? [] : allColumns.map(asInput);
  const views = [...set.featureViews, ...set.requestViews].map((view) => [view, fingerprintOf(view)]);
  return {
    spine: rowsAsRead(set.spine, [
      ...expressions,
      ...(outcome === null ? [label.expression] : []),
      asOf,
      where,
      ...drawn,
    ]),
    keys,
    asOf,
    request,
    label: outcome === null ? value : { ...value, outcome: outcomeIdentity(outcome, rowsAsRead) },
    where,
    sampleOneIn,
    ...(negativesOneIn === null ? {} : { negativesOneIn }),
    ...(split === null ? {} : { split }),
    ...(uses.every(({ role }) => role === null) ? {} : { uses }),
    views,
    columns: features.map(({ column }) => column),
  };
}

/** Which keys are the label's own follows from all keys and the views. */
function outcomeIdentity({ source, ownKeys: _, ...outcome }: Outcome, rowsAsRead: RowsAsRead): unknown {
  const { key, where, atoms } = outcome;
  const expressions = [
    ...key.map(({ expression }) => expression),
    where,
    ...atoms.flatMap(({ inputs }) => inputs),
  ];
  return { ...outcome, source: rowsAsRead(source, expressions) };
}

function asInput({ name, type }: Field): Expression {
  return { kind: "input", path: [name], type };
}

export function modelIdentity(model: Model, trainingSet: string): unknown {
  const { inputs, trainer, command, params, holdoutFrom, seed, output } = model;
  return {
    trainingSet,
    ...(inputs === null ? {} : { inputs }),
    trainer,
    ...(command === undefined ? {} : { command }),
    params,
    holdoutFrom,
    seed,
    output,
  };
}
