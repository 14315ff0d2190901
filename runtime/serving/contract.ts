// What the compiler generates for a deployment, and what the serving app runs: straight-line functions, no interpretation.
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import type { ViewVersion } from "../online/contract.ts";

/** One fault of a request: `path` is a JSON path into the body, such as `instances[3].distance`; `$` is the body. */
export interface RequestProblem {
  readonly path: string;
  readonly message: string;
}

/** FOUND: a row was read. NOT_FOUND: no row, empty values. OUTSIDE_MAX_AGE: some latest value was older than the ttl. */
export type FeatureStatus = "FOUND" | "NOT_FOUND" | "OUTSIDE_MAX_AGE";

/** `Row` holds at least the view's keys, by name. */
export interface GeneratedView<Row = unknown> extends ViewVersion {
  readonly keys: readonly Field[];
  readonly features: readonly Field[];
  /** What the view's entity is to the request, such as its sender; absent where the view stands for itself. */
  readonly role?: string;
  /** Key bytes of one request. */
  keyOf(request: Row): Uint8Array;
  /** Whether a latest value of this row is older than the ttl at tau (microseconds). */
  expired(row: Uint8Array | null, tau: number): boolean;
  /** Exact values in the order of `features`. */
  values(row: Uint8Array | null, tau: number): readonly Value[];
  /** How often its values are cut; null: at every instant. */
  readonly refresh: { readonly every: number; readonly delay: number } | null;
}

/** A model's own inputs: what it reads is computed from features and from what its version was fitted. */
export interface GeneratedTransform<Row = unknown, Fitted = unknown> {
  /** Of the inputs' definition: fitted values belong to it. */
  readonly fingerprint: string;
  /** What each version is fitted, by name. */
  readonly fitted: readonly Field[];
  /** The features, in the order of the deployment's `features`: `view__feature`. */
  readonly columns: readonly Field[];
  /** The inputs' exact values, in the order of the deployment's `inputs`. */
  values(request: Row, rows: readonly (Uint8Array | null)[], tau: number, fitted: Fitted): readonly Value[];
}

/** `Row` is the parsed request: one property a field, timestamps as microseconds. */
export interface GeneratedDeployment<Row = unknown, Fitted = unknown> {
  readonly name: string;
  readonly fingerprint: string;
  readonly model: string;
  readonly alias: string;
  readonly output: string;
  readonly requestFields: readonly Field[];
  /** The model's input vector, in order: `view__feature`, or inputs of its own. */
  readonly inputs: readonly Field[];
  readonly views: readonly GeneratedView<Row>[];
  /** What is computed from the request; a model is served only what it was trained on. */
  readonly requestViews: readonly ViewVersion[];
  /** Checks one instance; pushes every fault with its path under `at` ("" for the body) and returns null if there was any. */
  parse(body: unknown, at: string, problems: RequestProblem[]): Row | null;
  /** Writes one input vector at `offset`; `rows[i]` belongs to `views[i]`; null values become NaN; `fitted` for a `transform`. */
  assemble(
    out: Float32Array,
    offset: number,
    request: Row,
    rows: readonly (Uint8Array | null)[],
    tau: number,
    fitted?: Fitted,
  ): void;
  /** All features by `view__feature`, exact values, in the order of `transform.columns`, or of `inputs` without it. */
  features(request: Row, rows: readonly (Uint8Array | null)[], tau: number): readonly Value[];
  /** Absent where the model reads the features as they are. */
  readonly transform?: GeneratedTransform<Row, Fitted>;
}

/** The constants of a version, found in the rows that it learnt from, and the definition that they belong to. */
export interface FittedValues {
  /** As `GeneratedTransform.fingerprint`. */
  readonly fingerprint: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** A model version in memory, ready to run. */
export interface LoadedModel {
  readonly name: string;
  readonly version: string;
  /** The alias that led to this version; null where a version was asked for. */
  readonly alias: string | null;
  /** The run that trained it; null where it is not recorded. */
  readonly runId: string | null;
  /** Fingerprints of the feature views that it was trained on; absent where that is not recorded. */
  readonly trainedOn?: Readonly<Record<string, string>>;
  /** What it was fitted; absent for a model that reads features as they are. */
  readonly fitted?: FittedValues;
  /**
   * `batch` holds `rows` input vectors, row by row, each as wide as the deployment's `inputs`, missing values as NaN.
   * Answers one value of the declared output a row, in the order of the rows.
   */
  run(batch: Float32Array, rows: number): Promise<Float32Array>;
  /** Frees it: called once another version answers, and no request is at work with this one any more. */
  close?(): Promise<void>;
}

/** One answer: as many inputs, each as wide as the deployment's, and outputs, as requests. */
export interface ServedPredictions {
  readonly deployment: GeneratedDeployment;
  readonly model: LoadedModel;
  readonly requests: readonly unknown[];
  readonly input: Float32Array;
  readonly output: Float32Array;
  /** Microseconds since 1970. */
  readonly tau: number;
}

/** Told of every answer. It must return at once: what it does with it is done later. */
export interface PredictionSink {
  take(served: ServedPredictions): void;
}
