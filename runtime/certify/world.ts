// Small worlds for one view: rows and questions crowded where implementations differ.
import type { Expression } from "../../compiler/ir/expression.ts";
import { columnsRead } from "../../compiler/library/expressions.ts";
import type { ViewPlan } from "../../compiler/ir/plan.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { ScalarValue, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { sourceRows, valueOver } from "../../compiler/library/reference/evaluate-view.ts";
import { instantNear, moved, stepsOf, timeColumns, ttlEdges, viewsBeside, withinTime } from "./edges.ts";
import { knownLate, lateEdges, leavingsOf } from "./late-entries.ts";
import { GREAT_INTEGERS, hasRoomFor, nastyValue } from "./nasty-values.ts";
import { pick, type Random } from "./random.ts";

export type Row = Readonly<Record<string, Value>>;

export interface Probe {
  /** In the order of the view's keys. */
  readonly key: readonly Value[];
  /** Microseconds; null: the question has no time. */
  readonly tau: number | null;
}

export interface World {
  /** Rows of each source that the view reads. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly probes: readonly Probe[];
}

export interface WorldSize {
  readonly rows: number;
  readonly probes: number;
  /** Bound of whole numbers and of decimals' units either way; as great as their types let them where it is left out. */
  readonly greatest?: number | undefined;
  /** What doubles are in place of greater magnitudes and of NaN; those stay where it is left out. */
  readonly greatestDouble?: number | undefined;
  /** Whether whole numbers that add up to more than is allowed are among those that are added up. */
  readonly sumsTooMuch?: boolean;
}

/** Share of rows that become known next to the end of a window, where their times are free to be so. */
const LATE = 0.15;

/** `sources` are those that the view reads, at any remove. */
export function randomWorld(
  view: ViewPlan,
  sources: readonly Source[],
  random: Random,
  size: WorldSize,
): World {
  const steps = stepsOf(view, sources);
  const mined = literalsOf(view);
  const keys = keyColumns(view);
  const pools = new Map<string, readonly Value[]>();
  /** Keys of one type share their values, so that rows of several sources meet. */
  const poolOf = (type: ValueType): readonly Value[] => {
    const name = JSON.stringify({ ...type, nullable: false });
    const pool =
      pools.get(name) ?? Array.from({ length: 3 }, () => nastyValue(random, { ...type, nullable: false }));
    pools.set(name, pool);
    return pool;
  };
  const adds =
    size.sumsTooMuch !== true &&
    viewsBeside(view).some(({ atoms }) =>
      atoms.some(({ inputs }) => inputs.some(({ type }) => type.kind === "int64")),
    );
  const happened: number[] = [];
  const time = (): number =>
    happened.length > 0 && random() < 0.25
      ? withinTime(pick(random, happened) + pick(random, [-1, 0, 0, 0, 1]))
      : instantNear(random, steps);
  const { greatest = Number.POSITIVE_INFINITY, greatestDouble } = size;
  const bounded = ({ kind }: ValueType, value: Value): Value => {
    if (typeof value !== "number") return value;
    if (kind === "int64" || kind === "decimal") return Math.abs(value) > greatest ? greatest : value;
    if (kind !== "float64" || greatestDouble === undefined || Math.abs(value) <= greatestDouble) return value;
    return value < 0 ? -greatestDouble : greatestDouble;
  };
  const choose = (name: string, type: ValueType, times: ReadonlySet<string>): Value => {
    if (times.has(name) && type.kind === "timestamp") return time();
    // Numbers that move times are small: else every row is known in another millennium.
    if (times.has(name) && type.kind !== "string" && random() < 0.8) {
      return pick(random, [0, 0, 5, 60, 90, 600, 3000]);
    }
    if (keys.has(name) && random() < 0.95) return pick(random, poolOf(type));
    if (type.kind === "list" && type.element !== undefined) {
      const items = mined.get(type.element.kind) ?? [];
      const value = nastyValue(random, type);
      if (!Array.isArray(value) || items.length === 0) return value;
      return value.map((item: ScalarValue) => (random() < 0.3 ? pick(random, items) : item));
    }
    const near = (mined.get(type.kind) ?? []).filter((value) => hasRoomFor(type, value));
    if (near.length > 0 && random() < 0.4) return pick(random, near);
    if (type.kind === "int64" && !adds && random() < 0.1) return pick(random, GREAT_INTEGERS);
    return nastyValue(random, type);
  };
  const leavings = leavingsOf(view);
  const rows: Record<string, readonly Row[]> = {};
  for (const source of sources) {
    const times = timeColumns(source);
    const made: Row[] = [];
    for (let left = Math.floor(random() * size.rows); left >= 0; left--) {
      // A row of the same key and times as another, often: ties are what orders are for.
      const twin = made.length > 0 && random() < 0.15 ? pick(random, made) : null;
      const row = Object.fromEntries(
        source.columns.map(({ name, type }) => [
          name,
          twin !== null && random() < (times.has(name) || keys.has(name) ? 0.95 : 0.5)
            ? (twin[name] ?? null)
            : bounded(type, choose(name, type, times)),
        ]),
      );
      const late =
        twin === null && leavings.length > 0 && random() < LATE
          ? knownLate(source, row, leavings, greatest, random)
          : row;
      made.push(late);
      for (const { name, type } of source.columns) {
        const at = late[name];
        if (times.has(name) && type.kind === "timestamp" && typeof at === "number") happened.push(at);
      }
    }
    rows[source.name] = made;
  }
  const known = sourceRows(view, (source) => rows[source] ?? []);
  const cuts = Array.from({ length: 3 }, () => cutNear(view, instantNear(random, steps)));
  const instant = (): number => {
    if (random() < 0.5) return tauOf(view, pick(random, cuts), random);
    if (happened.length === 0 || random() < 0.5) return instantNear(random, steps);
    // Exactly so long after something happened as a window, a lag or a ttl is.
    return moved(pick(random, happened), pick(random, steps)) + pick(random, [-1, 0, 0, 1]);
  };
  const strangeKey = ({ type }: { readonly type: ValueType }): Value =>
    random() < 0.5 ? pick(random, poolOf(type)) : random() < 0.3 ? null : nastyValue(random, type);
  const edges = [ttlEdges, lateEdges].flatMap((edgesOf) => edgesOf(view, known, (row) => keyOf(view, row)));
  const probes = Array.from(
    { length: Math.max(0, size.probes - edges.length) },
    (): Probe => ({
      key: random() < 0.8 ? keyOf(view, pick(random, known)) : view.keys.map(strangeKey),
      tau: random() < 0.04 ? null : instant(),
    }),
  );
  return { rows, probes: [...probes, ...edges] };
}

/** Of a row of its source; keys read nothing else. What a key has no digits for cannot be asked about. */
function keyOf({ keys }: ViewPlan, row: Row): readonly Value[] {
  return keys.map(({ expression, type }) => {
    const value = valueOver(expression, row);
    return hasRoomFor(type, value) ? value : null;
  });
}

/** Few cuts, asked about often: each is materialized once. */
function cutNear({ refresh }: ViewPlan, instant: number): number {
  return refresh === null ? instant : Math.floor(instant / refresh.every) * refresh.every;
}

/** An instant at which the cut is served: the first, the last or one between. */
function tauOf({ refresh }: ViewPlan, cut: number, random: Random): number {
  if (refresh === null) return cut;
  return cut + refresh.delay + pick(random, [0, refresh.every - 1, Math.floor(refresh.every / 2)]);
}

/** Columns that say whom a row is of, here and in the views beside it. */
function keyColumns(view: ViewPlan): ReadonlySet<string> {
  const views = viewsBeside(view);
  const keys = views.flatMap((each) => [...each.keys, ...each.rowInputs.flatMap(({ key }) => key)]);
  const columns = new Set(columnsRead(keys.map(({ expression }) => expression)));
  const parts = views.flatMap(({ union }) => union?.parts ?? []);
  const mapped = parts.flatMap((part) => part.columns.filter(({ name }) => columns.has(name)));
  return new Set([...columns, ...columnsRead(mapped.map(({ expression }) => expression))]);
}

/** The constants that a view compares with, and their neighbours. */
function literalsOf(view: ViewPlan): ReadonlyMap<string, readonly ScalarValue[]> {
  const found = new Map<string, ScalarValue[]>();
  const add = (kind: string, ...values: readonly ScalarValue[]): void => {
    found.set(kind, [...(found.get(kind) ?? []), ...values]);
  };
  const walk = (expression: Expression): void => {
    if (expression.kind === "call") expression.args.forEach(walk);
    if (expression.kind !== "literal") return;
    const { type } = expression;
    const items = Array.isArray(expression.value) ? expression.value : [expression.value];
    for (const value of items) mine(value, type);
  };
  const mine = (value: Value, type: ValueType): void => {
    if (typeof value === "string") add("string", value, `${value}x`);
    if (typeof value !== "number" || !Number.isFinite(value)) return;
    add("float64", value, value + 2 ** -20, value - 2 ** -20);
    if (Number.isSafeInteger(value) && Math.abs(value) < 2 ** 40) add("int64", value, value - 1, value + 1);
    if (type.kind === "decimal") add("decimal", value);
  };
  for (const { inputs, where, keys } of viewsBeside(view)) {
    for (const { expression } of [...inputs, ...keys]) walk(expression);
    if (where !== null) walk(where);
  }
  return found;
}

/** The sources that a view reads, at any remove. */
export function sourceNames(view: ViewPlan): ReadonlySet<string> {
  const own = viewsBeside(view).flatMap(({ source, union }) =>
    union === null ? [source] : union.parts.map((part) => part.source),
  );
  return new Set(own);
}
