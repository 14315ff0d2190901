// What the app counts while it serves; printing it is another file's work.
import type { FeatureStatus } from "./contract.ts";
import { Histogram } from "./histogram.ts";

/** One method of one route. */
export class RouteMetrics {
  readonly method: string;
  readonly route: string;
  readonly statuses = new Map<number, number>();
  readonly durations = new Histogram();

  constructor(method: string, route: string) {
    this.method = method;
    this.route = route;
  }

  /** `duration` in microseconds. */
  observe(status: number, duration: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    this.durations.observe(duration);
  }
}

/** One feature view, whichever deployment reads it. */
export class ViewMetrics {
  readonly view: string;
  readonly statuses: Record<FeatureStatus, number> = { FOUND: 0, NOT_FOUND: 0, OUTSIDE_MAX_AGE: 0 };

  constructor(view: string) {
    this.view = view;
  }
}

type SwapOutcome = "done" | "failed";

export class Metrics {
  readonly routes: RouteMetrics[] = [];
  readonly views = new Map<string, ViewMetrics>();
  /** Instances answered, by deployment. */
  readonly instances = new Map<string, number>();

  /** By deployment: versions that took over from another, and those that could not. */
  readonly swaps = new Map<string, Record<SwapOutcome, number>>();
  /** By deployment: whether its alias points to another version than the one that answers. */
  readonly behind = new Map<string, boolean>();
  /** Null where no registry is followed. */
  registryUp: boolean | null = null;

  route(method: string, route: string): RouteMetrics {
    const metrics = new RouteMetrics(method, route);
    this.routes.push(metrics);
    return metrics;
  }

  view(name: string): ViewMetrics {
    const metrics = this.views.get(name) ?? new ViewMetrics(name);
    this.views.set(name, metrics);
    return metrics;
  }

  swapped(deployment: string, outcome: SwapOutcome): void {
    const swaps = this.swaps.get(deployment) ?? { done: 0, failed: 0 };
    swaps[outcome]++;
    this.swaps.set(deployment, swaps);
  }

  answered(deployment: string, instances: number): void {
    this.instances.set(deployment, (this.instances.get(deployment) ?? 0) + instances);
  }
}
