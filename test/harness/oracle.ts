// The slow, obvious answer: for one entity at one instant, look at every row and fold those that count.
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Window } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";

export type Row = Readonly<Record<string, Value>>;

interface VisibleRow {
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
  const cut = tau === null ? null : cutAt(view, tau);
  const visible = cut === null ? [] : rows.flatMap((row) => visibleRow(view, row, key, cut));
  const atoms = new Map(
    view.atoms.map((atom) => [atom.id, atomValue(view, atom.id, visible, cut ?? 0, tau ?? 0)]),
  );
  const noInput = (): never => {
    throw new Error("features read aggregates only");
  };
  return Object.fromEntries(
    view.features.map((feature) => [
      feature.name,
      evaluateExpression(feature.expression, noInput, (id) => atoms.get(id) ?? null),
    ]),
  );
}

export function cutAt(view: ViewPlan, tau: number): number {
  if (view.refresh === null) return tau;
  return Math.floor((tau - view.refresh.delay) / view.refresh.every) * view.refresh.every;
}

function visibleRow(view: ViewPlan, row: Row, key: readonly Value[], cut: number): readonly VisibleRow[] {
  const on = (expression: Parameters<typeof evaluateExpression>[0]): Value =>
    evaluateExpression(expression, (path) => row[path[0] ?? ""] ?? null);
  const sameKey = view.keys.every((part, index) => key[index] !== null && on(part.expression) === key[index]);
  if (!sameKey || (view.where !== null && on(view.where) !== true)) return [];
  const eventTime = on(view.eventTime);
  const available = view.availableAt === null ? eventTime : on(view.availableAt);
  if (typeof eventTime !== "number" || typeof available !== "number") return [];
  const entry = Math.max(eventTime, available);
  const seen = view.asOf === "exclusive" ? entry < cut : entry <= cut;
  return seen ? [{ row, eventTime, available }] : [];
}

function atomValue(
  view: ViewPlan,
  id: string,
  visible: readonly VisibleRow[],
  cut: number,
  tau: number,
): Value {
  const atom = view.atoms.find((candidate) => candidate.id === id);
  if (atom === undefined) throw new Error(`no aggregate ${id}`);
  const { reference } = aggregations[atom.aggregation as keyof typeof aggregations] as AggregationDefinition;
  const shape = { inputs: atom.inputs.map(({ type }) => type), parameters: atom.parameters };
  let state = reference.empty(shape);
  let latest = Number.NEGATIVE_INFINITY;
  for (const { row, eventTime, available } of visible) {
    if (eventTime < tailOf(atom.window, cut)) continue;
    const values = atom.inputs.map((input) =>
      evaluateExpression(input, (path) => row[path[0] ?? ""] ?? null),
    );
    if (atom.aggregation !== "latest" && values.includes(null)) continue;
    const ties = view.tieBreak.map((column) => row[column.name] ?? null);
    state = reference.update(state, values, [eventTime, available, ...ties, ...latestInputs(view, row)]);
    latest = Math.max(latest, eventTime);
  }
  if (atom.carriesTime && view.ttl !== null && latest < tau - view.ttl) return null;
  return reference.finalize(state);
}

/** What breaks the last ties: the values themselves, so that all latest values come from one row. */
function latestInputs(view: ViewPlan, row: Row): readonly Value[] {
  const ids = new Set(view.atoms.flatMap((atom) => (atom.strategy === "latest" ? atom.inputIds : [])));
  return view.inputs
    .filter((input) => ids.has(input.id))
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map((input) => evaluateExpression(input.expression, (path) => row[path[0] ?? ""] ?? null));
}

function tailOf(window: Window, cut: number): number {
  if (window.length === null) return Number.NEGATIVE_INFINITY;
  return Math.floor((cut - window.length) / window.hop) * window.hop;
}
