// The meaning of a feature view, said plainly: look at every row, fold those that count. Slow, and what SQL is held to.
import type { Expression } from "../../ir/expression.ts";
import type { AtomPlan, ViewPlan } from "../../ir/plan.ts";
import type { Union } from "../../ir/program.ts";
import type { Value } from "../../ir/value-type.ts";
import { aggregationOf } from "../aggregation-of.ts";
import { evaluateExpression } from "../emit.ts";
import { compareValues } from "../order.ts";

export type Row = Readonly<Record<string, Value>>;
export type Features = Readonly<Record<string, Value>>;
/** Of one key, in the order of the view's keys, as of tau in microseconds; null: at no time. */
export type Reference = (key: readonly Value[], tau: number | null) => Features;

/** A row of the view's source as its aggregates see it. */
interface Seen {
  readonly key: readonly Value[];
  readonly eventTime: number;
  /** From when on it is known: the later of event and availability. */
  readonly entry: number;
  /** eventTime, availableAt, tie breaks. */
  readonly order: readonly Value[];
  /** By atom. */
  readonly inputs: ReadonlyMap<string, readonly Value[]>;
  /** What breaks the last ties of latest values. */
  readonly latest: readonly Value[];
}

/** All features of the view over the rows of the sources that it reads. */
export function referenceOf(view: ViewPlan, rowsOf: (source: string) => readonly Row[]): Reference {
  const inputs = view.rowInputs.map((input) => ({ ...input, reference: referenceOf(input.view, rowsOf) }));
  const seen = sourceRows(view, rowsOf).flatMap((row) => seenAs(view, row, inputs) ?? []);
  return (key, tau) => {
    const asked = tau !== null && Number.isSafeInteger(tau) ? tau : null;
    const mine = seen.filter((row) => row.key.every((part, index) => part === key[index]));
    return featuresOf(view, asked, (atom) =>
      asked === null ? whenEmpty(atom) : atomValue(view, atom, mine, asked),
    );
  };
}

/** The features of a view at tau from its aggregates' values. */
export function featuresOf(view: ViewPlan, tau: number | null, value: (atom: AtomPlan) => Value): Features {
  const atoms = new Map(view.atoms.map((atom) => [atom.id, value(atom)]));
  return Object.fromEntries(
    view.features.map(({ name, expression }) => [
      name,
      evaluateExpression(
        expression,
        () => tau,
        (id) => atoms.get(id) ?? null,
      ),
    ]),
  );
}

/** The cut that is served at tau. */
export function cutAt({ refresh }: Pick<ViewPlan, "refresh">, tau: number): number {
  if (refresh === null) return tau;
  return Math.floor((tau - refresh.delay) / refresh.every) * refresh.every;
}

/** Of a source or a union: a union's rows are those of its parts, each mapped to the common columns. */
export function sourceRows(
  { source: name, union }: { readonly source: string; readonly union: Union | null },
  rowsOf: (source: string) => readonly Row[],
): readonly Row[] {
  if (union === null) return rowsOf(name);
  return union.parts.flatMap(({ source, columns }) =>
    rowsOf(source).map((row) =>
      Object.fromEntries(columns.map(({ name, expression }) => [name, valueOver(expression, row)])),
    ),
  );
}

/** Of an expression over a row's columns. */
export function valueOver(expression: Expression, row: Row): Value {
  return evaluateExpression(expression, ([column = ""]) => row[column] ?? null);
}

/** A view beside the rows, and what it answers. */
interface Beside {
  readonly alias: string;
  readonly key: ViewPlan["rowInputs"][number]["key"];
  readonly reference: Reference;
}

function seenAs(view: ViewPlan, row: Row, inputs: readonly Beside[]): Seen | null {
  const eventTime = valueOver(view.eventTime, row);
  const available = view.availableAt === null ? eventTime : valueOver(view.availableAt, row);
  if (typeof eventTime !== "number" || typeof available !== "number") return null;
  const beside = new Map(
    inputs.map(({ alias, key, reference }) => [
      alias,
      reference(
        key.map(({ expression }) => valueOver(expression, row)),
        eventTime,
      ),
    ]),
  );
  const on = (expression: Expression): Value =>
    evaluateExpression(expression, ([column = "", feature]) =>
      feature === undefined ? (row[column] ?? null) : (beside.get(column)?.[feature] ?? null),
    );
  if (view.where !== null && on(view.where) !== true) return null;
  const ties = view.tieBreak.map(({ name }) => row[name] ?? null);
  const latestIds = new Set(
    view.atoms.flatMap(({ strategy, inputIds }) => (strategy === "latest" ? inputIds : [])),
  );
  return {
    key: view.keys.map(({ expression }) => on(expression) ?? NOBODY),
    eventTime,
    entry: Math.max(eventTime, available),
    order: [eventTime, available, ...ties],
    inputs: new Map(view.atoms.map((atom) => [atom.id, atom.inputs.map(on)])),
    latest: view.inputs.filter(({ id }) => latestIds.has(id)).map(({ expression }) => on(expression)),
  };
}

/** In place of a key that is null: equal to no key that anybody asks for. */
const NOBODY: Value = [];

function atomValue(view: ViewPlan, atom: AtomPlan, rows: readonly Seen[], tau: number): Value {
  const { length, hop, before, rows: most } = atom.window;
  const end = cutAt(view, tau) - before;
  const tail = length === null ? Number.NEGATIVE_INFINITY : Math.floor((end - length) / hop) * hop;
  const counted = rows.filter(
    (row) =>
      (view.asOf === "exclusive" ? row.entry < end : row.entry <= end) &&
      row.eventTime >= tail &&
      (atom.aggregation === "latest" || !inputsOf(atom, row).includes(null)),
  );
  if (atom.carriesTime && view.ttl !== null) {
    const newest = Math.max(...counted.map(({ eventTime }) => eventTime));
    if (newest < tau - view.ttl) return null;
  }
  const kept =
    most === null
      ? counted
      : counted
          .sort((left, right) => compareOrders(orderOf(atom, right), orderOf(atom, left)))
          .slice(0, most);
  const { reference } = aggregationOf(atom);
  const shape = { inputs: atom.inputs.map(({ type }) => type), parameters: atom.parameters };
  const state = kept.reduce(
    (folded, row) =>
      reference.update(
        folded,
        inputsOf(atom, row),
        atom.strategy === "latest" ? [...row.order, ...row.latest] : row.order,
      ),
    reference.empty(shape),
  );
  return reference.finalize(state);
}

/** The last ties of rows break by what the aggregate reads. */
function orderOf(atom: AtomPlan, row: Seen): readonly Value[] {
  return [...row.order, ...inputsOf(atom, row)];
}

function inputsOf({ id }: AtomPlan, { inputs }: Seen): readonly Value[] {
  return inputs.get(id) ?? [];
}

function compareOrders(left: readonly Value[], right: readonly Value[]): number {
  for (const [index, value] of left.entries()) {
    const compared = compareValues(value, right[index] ?? null);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** Of a key without rows. */
export function whenEmpty(atom: AtomPlan): Value {
  return aggregationOf(atom).whenEmpty;
}
