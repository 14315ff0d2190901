// What the parts of one view's statement share: the plan, its lanes, and how its steps are named.
import type { AtomPlan, Strategy, ViewPlan, WindowPlan } from "../../ir/plan.ts";
import type { SqlDialect } from "./dialect.ts";
import { TUNING, type Tuning } from "./tuning.ts";
import { lanesOf, type ViewLanes, type WindowLane } from "./lanes.ts";

/**
 * The columns that carry a view's keys through its steps: the keys' own names may be those of other columns there.
 * No name that an author gives begins with two underscores.
 */
export function carriedKeys({ keys }: ViewPlan): readonly string[] {
  return keys.map((_, index) => `__key_${index}`);
}

/** A window that ends somewhere. */
export interface BoundedWindow extends WindowPlan {
  readonly length: number;
}

export interface ViewContext {
  readonly view: ViewPlan;
  readonly dialect: SqlDialect;
  readonly lanes: ViewLanes;
  readonly tuning: Tuning;
  /** Begins the names of its steps: the view's name, or where it is an input of another view's rows, a path to it. */
  readonly prefix: string;
  /** The relation that asks: the view's keys by name, and `__tau` in microseconds. */
  readonly asked: string;
  /** The name of one of this view's steps: `origin_delays__rows`. */
  step(name: string): string;
  windowOf(id: string): WindowPlan;
  /** First event time, in microseconds, of a bounded window as of the cut. */
  tail(windowId: string, cut: string): string;
  /** The instant as of which a window is seen: the cut, or as long before it as the window says. */
  end(windowId: string, cut: string): string;
  atomsOf(strategy: Strategy): readonly AtomPlan[];
  /** Each merged lane of a strategy once. */
  lanesOf(strategy: Strategy): readonly WindowLane[];
}

export function viewContext(
  view: ViewPlan,
  dialect: SqlDialect,
  tuning: Tuning = TUNING,
  { prefix, asked }: Pick<ViewContext, "prefix" | "asked"> = { prefix: view.name, asked: "timed_spine" },
): ViewContext {
  return contextOf({ view, dialect, tuning, prefix, asked, lanes: lanesOf(view) });
}

/** The same view with some of its aggregates alone. */
export function withAtoms(context: ViewContext, atoms: readonly AtomPlan[]): ViewContext {
  const kept = new Set(atoms.flatMap((atom) => context.lanes.ofAtom.get(atom.id) ?? []));
  const windowLanes = context.lanes.windowLanes.filter((lane) => kept.has(lane));
  return contextOf({
    ...context,
    view: { ...context.view, atoms },
    lanes: { ...context.lanes, windowLanes },
  });
}

/** The same steps over the rows of every key, none of which is joined row by row. */
export function ofEveryKey(context: ViewContext): ViewContext {
  const names: Readonly<Record<string, string>> = { keys: "every_key", hot_rows: "rows" };
  return { ...context, step: (name) => context.step(names[name] ?? name) };
}

type Parts = Pick<ViewContext, "view" | "dialect" | "tuning" | "prefix" | "asked" | "lanes">;

function contextOf({ view, dialect, tuning, prefix, asked, lanes }: Parts): ViewContext {
  const windowOf: ViewContext["windowOf"] = (id) => {
    const window = view.windows.find((candidate) => candidate.id === id);
    if (window === undefined) throw new Error(`view ${view.name} has no window ${id}`);
    return window;
  };
  return {
    view,
    dialect,
    lanes,
    tuning,
    prefix,
    asked,
    step: (name) => dialect.identifier(`${prefix}__${name}`),
    windowOf,
    tail: (windowId, cut) => {
      const { length, hop, before } = windowOf(windowId);
      if (length === null) throw new Error(`window ${windowId} of view ${view.name} has no tail`);
      return dialect.floorTo(`(${cut} - ${before + length})`, String(hop));
    },
    end: (windowId, cut) => {
      const { before } = windowOf(windowId);
      return before === 0 ? cut : `(${cut} - ${before})`;
    },
    atomsOf: (strategy) => view.atoms.filter((atom) => atom.strategy === strategy),
    lanesOf: (strategy) => lanes.windowLanes.filter((lane) => lane.strategy === strategy),
  };
}

export function boundedWindows({ view }: ViewContext): readonly BoundedWindow[] {
  return view.windows.flatMap(({ length, ...window }) => (length === null ? [] : [{ ...window, length }]));
}

/** The windows of a strategy's lanes that rows leave. */
export function windowsOf(context: ViewContext, strategy: Strategy): readonly BoundedWindow[] {
  const ids = new Set(context.lanesOf(strategy).map(({ windowId }) => windowId));
  return boundedWindows(context).filter(({ id }) => ids.has(id));
}

/** Rows before this time, in microseconds, matter to no aggregate at the cut; null where every row may. */
export function earliestTime(
  { view, windowOf }: ViewContext,
  cut: string,
  tail: (windowId: string) => string,
): string | null {
  const bounds = new Set<string>();
  for (const { windowId, carriesTime } of view.atoms) {
    if (windowOf(windowId).length !== null) bounds.add(tail(windowId));
    // Too old for a latest value at any instant that the cut serves.
    else if (carriesTime && view.ttl !== null)
      bounds.add(`${cut} - ${view.ttl - (view.refresh?.delay ?? 0)}`);
    else return null;
  }
  return bounds.size === 1 ? [...bounds].join() : `least(${[...bounds].join(", ")})`;
}

/** No row that matters at a cut is older than this many microseconds before it; null where every row may matter. */
export function longestReach({ view, windowOf }: ViewContext): number | null {
  const reaches = view.atoms.map(({ windowId, carriesTime }) => {
    const { length, hop, before } = windowOf(windowId);
    if (length !== null) return length + hop + before;
    return carriesTime && view.ttl !== null ? Math.max(view.ttl, 1) : null;
  });
  return reaches.reduce(
    (most, reach) => (most === null || reach === null ? null : Math.max(most, reach)),
    1 as number | null,
  );
}

/** Below every time that a timestamp can hold, and within what a BIGINT holds if it is multiplied by a few. */
export const BEFORE_ALL_TIME = "-288230376151711744";
