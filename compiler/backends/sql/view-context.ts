// What the parts of one view's statement share: the plan, its lanes, and how its steps are named.
import type { SqlDialect } from "./dialect.ts";
import { lanesOf, type ViewLanes, type WindowLane } from "./lanes.ts";
import type { AtomPlan, ViewPlan, WindowPlan } from "../../ir/plan.ts";

/** A window that ends somewhere. */
interface TimeWindow {
  readonly id: string;
  readonly length: number;
  readonly hop: number;
}

export interface ViewContext {
  readonly view: ViewPlan;
  readonly dialect: SqlDialect;
  readonly lanes: ViewLanes;
  /** A key is indexed once joining its probes with its rows costs more than this many times indexing both. */
  readonly hotFactor: number;
  /** The name of one of this view's steps: `origin_delays__rows`. */
  step(name: string): string;
  windowOf(id: string): TimeWindow;
  /** First event time, in microseconds, of a window as of the cut. */
  tail(windowId: string, cut: string): string;
  readonly sums: readonly WindowLane[];
  readonly extremes: readonly WindowLane[];
  readonly latest: readonly AtomPlan[];
}

/** Measured: see test/bench/offline.ts. Tests also run 0 (all keys indexed) and a great number (none). */
const HOT_FACTOR = 24;
/** Tiles cost more to index and to look up than running totals. */
const HOT_FACTOR_OF_EXTREMES = 96;

export function viewContext(view: ViewPlan, dialect: SqlDialect, hotFactor?: number): ViewContext {
  const lanes = lanesOf(view);
  const extremes = lanes.windowLanes.filter((lane) => lane.lane.merge !== "sum");
  const windowOf: ViewContext["windowOf"] = (id) => {
    const window = view.windows.find((candidate) => candidate.id === id);
    if (window === undefined) throw new Error(`view ${view.name} has no window ${id}`);
    if (window.length === null) throw new Error(`window ${id} of view ${view.name} has no tail`);
    return { ...window, length: window.length };
  };
  return {
    view,
    dialect,
    lanes,
    hotFactor: hotFactor ?? (extremes.length > 0 ? HOT_FACTOR_OF_EXTREMES : HOT_FACTOR),
    step: (name) => dialect.identifier(`${view.name}__${name}`),
    windowOf,
    tail: (windowId, cut) => {
      const { length, hop } = windowOf(windowId);
      return dialect.floorTo(`(${cut} - ${length})`, String(hop));
    },
    sums: lanes.windowLanes.filter((lane) => lane.lane.merge === "sum"),
    extremes,
    latest: view.atoms.filter((atom) => atom.strategy === "latest"),
  };
}

export function boundedWindows({ view }: ViewContext): readonly WindowPlan[] {
  return view.windows.filter(({ length }) => length !== null);
}

/** Below every time that a timestamp can hold. */
export const BEFORE_ALL_TIME = "-4611686018427387904";
