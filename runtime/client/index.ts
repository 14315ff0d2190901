// The public list of what a TypeScript trainer logs with, imported as "bifold/tracking".
export type { RunInput, TrackedRun, RunEnd, MetricPlace, ParamValue } from "./contract.ts";
export { startRun, type StartRunOptions } from "./start-run.ts";
export { TrackingError } from "./tracking-error.ts";
