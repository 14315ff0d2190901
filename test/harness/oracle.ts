// The slow, obvious answer: for one entity at one instant, look at every row and fold those that count.
import type { Expression } from "../../compiler/ir/expression.ts";
import type { AtomPlan, ViewPlan } from "../../compiler/ir/plan.ts";
import type { Window } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";
import { compareValues } from "../../compiler/library/order.ts";

export type Row = Readonly<Record<string, Value>>;

interface SourceRow {
  readonly row: Row;
  readonly eventTime: number;
  readonly available: number;
}

/** All features of a view for `key` as of `tau` (microseconds), by the rules of the design and nothing else. */
export function oracleFeatures(
  view: ViewPlan,
  rows: readonly Row[],
  key: readonly Value[],
  tau: number | null,
): Readonly<Record<string, Value>> {
  const ofKey = tau === null ? [] : rows.flatMap((row) => rowOfKey(view, row, key));
  return featuresOf(view, tau, (atom) => atomValue(view, atom, ofKey, tau ?? 0));
}

/** The features of a view at `tau` from its aggregates' values. */
export function featuresOf(
  view: ViewPlan,
  tau: number | null,
  valueAt: (atom: AtomPlan) => Value,
): Readonly<Record<string, Value>> {
  const atoms = new Map(view.atoms.map((atom) => [atom.id, valueAt(atom)]));
  const asOf = (path: readonly string[]): Value => {
    if (path.join() === "as_of") return tau;
    throw new Error("features read aggregates only");
  };
  return Object.fromEntries(
    view.features.map((feature) => [
      feature.name,
      evaluateExpression(feature.expression, asOf, (id) => atoms.get(id) ?? null),
    ]),
  );
}

export function definitionOf(atom: AtomPlan): AggregationDefinition {
  return aggregations[atom.aggregation as keyof typeof aggregations] as AggregationDefinition;
}

export function cutAt(view: ViewPlan, tau: number): number {
  if (view.refresh === null) return tau;
  return Math.floor((tau - view.refresh.delay) / view.refresh.every) * view.refresh.every;
}

function rowOfKey(view: ViewPlan, row: Row, key: readonly Value[]): readonly SourceRow[] {
  const on = (expression: Expression): Value => valueOn(row, expression);
  const sameKey = view.keys.every((part, index) => key[index] !== null && on(part.expression) === key[index]);
  if (!sameKey || (view.where !== null && on(view.where) !== true)) return [];
  const eventTime = on(view.eventTime);
  const available = view.availableAt === null ? eventTime : on(view.availableAt);
  if (typeof eventTime !== "number" || typeof available !== "number") return [];
  return [{ row, eventTime, available }];
}

function atomValue(view: ViewPlan, atom: AtomPlan, rows: readonly SourceRow[], tau: number): Value {
  const { reference } = definitionOf(atom);
  const end = cutAt(view, tau) - atom.window.before;
  const counted = rows.filter(
    (each) => isVisible(view, each, end) && each.eventTime >= tailOf(atom.window, end) && counts(atom, each),
  );
  const { rows: most } = atom.window;
  const lastOnes = most === null ? counted : inOrder(view, atom, counted).slice(-most);
  let state = reference.empty({ inputs: atom.inputs.map(({ type }) => type), parameters: atom.parameters });
  for (const each of lastOnes) {
    state = reference.update(state, inputsOf(atom, each), orderOf(view, atom, each));
  }
  if (atom.carriesTime && view.ttl !== null) {
    const latest = Math.max(...lastOnes.map(({ eventTime }) => eventTime));
    if (latest < tau - view.ttl) return null;
  }
  return reference.finalize(state);
}

function isVisible(view: ViewPlan, { eventTime, available }: SourceRow, end: number): boolean {
  const entry = Math.max(eventTime, available);
  return view.asOf === "exclusive" ? entry < end : entry <= end;
}

function counts(atom: AtomPlan, row: SourceRow): boolean {
  return atom.aggregation === "latest" || !inputsOf(atom, row).includes(null);
}

function inputsOf(atom: AtomPlan, { row }: SourceRow): readonly Value[] {
  return atom.inputs.map((input) => valueOn(row, input));
}

function valueOn(row: Row, expression: Expression): Value {
  return evaluateExpression(expression, (path) => row[path[0] ?? ""] ?? null);
}

/** A row's place among others: its times and tie breaks; for latest values then what breaks their last ties. */
function orderOf(view: ViewPlan, atom: AtomPlan, { row, eventTime, available }: SourceRow): readonly Value[] {
  const ties = view.tieBreak.map((column) => row[column.name] ?? null);
  const latest = atom.strategy === "latest" ? latestInputs(view, row) : [];
  return [eventTime, available, ...ties, ...latest];
}

function inOrder(view: ViewPlan, atom: AtomPlan, rows: readonly SourceRow[]): readonly SourceRow[] {
  const place = (row: SourceRow): readonly Value[] => [
    ...orderOf(view, atom, row),
    ...inputsOf(atom, row).map((value) => (typeof value === "number" ? value + 0 : value)),
  ];
  return [...rows].sort((left, right) => {
    const others = place(right);
    const differing = place(left).map((value, at) => compareValues(value, others[at] ?? null));
    return differing.find((compared) => compared !== 0) ?? 0;
  });
}

/** What breaks the last ties: the values themselves, so that all latest values come from one row. */
function latestInputs(view: ViewPlan, row: Row): readonly Value[] {
  const ids = new Set(view.atoms.flatMap((atom) => (atom.strategy === "latest" ? atom.inputIds : [])));
  return view.inputs
    .filter((input) => ids.has(input.id))
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map((input) => valueOn(row, input.expression));
}

function tailOf(window: Window, end: number): number {
  if (window.length === null) return Number.NEGATIVE_INFINITY;
  return Math.floor((end - window.length) / window.hop) * window.hop;
}
