// What a trainer can do with a run, and what is sent for it.

export type ParamValue = string | number | boolean;
export type RunEnd = "FINISHED" | "FAILED" | "KILLED";

/** Where on its curve a metric's value lies. */
export interface MetricPlace {
  /** A whole number; default 0. */
  readonly step?: number;
  /** Milliseconds since 1970; default now. */
  readonly time?: number;
}

export interface RunInput {
  readonly name: string;
  /** Content hash, at most 36 characters. */
  readonly digest: string;
  /** Where it came from; an object is kept as JSON. */
  readonly source: string | object;
  readonly sourceType?: string;
  readonly schema?: object;
  readonly profile?: object;
  /** What it was used for, such as `training`. */
  readonly context?: string;
}

export interface NestedRunOptions {
  readonly name?: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * A run of a tracking server. Metrics, params and tags are buffered and sent in the order of the calls; what such a
 * call returns resolves at once while there is room, and otherwise when there is again: awaiting it keeps memory
 * bounded. It never rejects: what cannot be sent is told to `onError`, and thrown by `flush` and `end`.
 */
export interface TrackedRun {
  readonly runId: string;
  readonly experimentId: string;
  /** The tracking server's address. */
  readonly url: string;
  readonly logMetric: (key: string, value: number, place?: MetricPlace) => Promise<void>;
  readonly logMetrics: (values: Readonly<Record<string, number>>, place?: MetricPlace) => Promise<void>;
  readonly logParam: (key: string, value: ParamValue) => Promise<void>;
  readonly logParams: (params: Readonly<Record<string, ParamValue>>) => Promise<void>;
  readonly setTag: (key: string, value: string) => Promise<void>;
  readonly setTags: (tags: Readonly<Record<string, string>>) => Promise<void>;
  /** Stores a file, or a folder with all in it, under a path of the run (default: its own name); rejects if it cannot. */
  readonly logArtifact: (file: string, options?: { readonly path?: string }) => Promise<void>;
  /** Stores a text as a file of the run. */
  readonly logText: (text: string, path: string) => Promise<void>;
  readonly logBytes: (bytes: Uint8Array, path: string) => Promise<void>;
  readonly logInput: (input: RunInput) => Promise<void>;
  /** A run below this one, in the same experiment. */
  readonly startNested: (options?: NestedRunOptions) => Promise<TrackedRun>;
  /** Resolves when all that was logged is stored; throws what was not since the last time. */
  readonly flush: () => Promise<void>;
  /**
   * Flushes and ends the run, which is ended even where the flush fails; then this throws. A run that was attached to
   * is only flushed: whoever opened it ends it.
   */
  readonly end: (status?: RunEnd) => Promise<void>;
}

export interface MetricEntry {
  readonly kind: "metric";
  readonly key: string;
  readonly value: number;
  readonly step: number;
  readonly timestamp: number;
}

export interface PairEntry {
  readonly kind: "param" | "tag";
  readonly key: string;
  readonly value: string;
}

export type Entry = MetricEntry | PairEntry;
