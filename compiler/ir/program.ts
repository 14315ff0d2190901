// The checked definitions in canonical form: names sorted, expressions typed, defaults filled in, no places.
import type { Expression } from "./expression.ts";
import type { Source, Union } from "./rows.ts";
import type { Field, Value, ValueType } from "./value-type.ts";

export type { Rows, Source, Union, UnionPart } from "./rows.ts";

export interface Entity {
  readonly name: string;
  readonly keys: readonly Field[];
  readonly description: string | null;
}

/**
 * Event times in [floor(end - length, hop), end) of the rows visible at `end` = cut - before; all in microseconds. A
 * length of null reaches back for ever. `rows`: only the last so many of those that the aggregate counts.
 */
export interface Window {
  readonly length: number | null;
  /** 1 where the length is null. */
  readonly hop: number;
  readonly before: number;
  readonly rows: number | null;
}

/**
 * One aggregate of a view. `aggregation` is a key of the library's aggregation list; `latest` (a plain column:
 * the value of the latest visible row, null included) is one of them.
 */
export interface Atom {
  readonly id: string;
  readonly aggregation: string;
  /** Over a source row; empty for `count()`. */
  readonly inputs: readonly Expression[];
  /** What the author fixed: the 5 of `lastN(x, 5)`. */
  readonly parameters: readonly Value[];
  readonly window: Window;
  readonly type: ValueType;
}

export interface Feature {
  readonly name: string;
  readonly type: ValueType;
  readonly expression: Expression;
}

/** Values served at tau are those of the cut floor((tau - delay) / every) * every, in microseconds. */
export interface Refresh {
  readonly every: number;
  readonly delay: number;
}

/** Features of another view, beside each row and as of its event time; read as `[alias, feature]`. */
export interface RowInput {
  readonly alias: string;
  readonly view: string;
  /** In the order of the other view's keys; over a source row. */
  readonly key: readonly { readonly name: string; readonly expression: Expression }[];
}

export interface FeatureView {
  readonly name: string;
  readonly entity: string;
  /** A source's name, or a union's. */
  readonly source: string;
  /** Sorted by alias. */
  readonly inputs: readonly RowInput[];
  /** In the order of the entity's keys; over a source row. */
  readonly key: readonly { readonly name: string; readonly expression: Expression }[];
  readonly where: Expression | null;
  readonly atoms: readonly Atom[];
  readonly features: readonly Feature[];
  /** null: "stream", the cut is tau itself. */
  readonly refresh: Refresh | null;
  /** Latest values older than this at tau are null; microseconds; null keeps them for ever. */
  readonly ttl: number | null;
  readonly description: string | null;
}

export interface RequestView {
  readonly name: string;
  readonly request: readonly Field[];
  readonly inputs: readonly {
    readonly alias: string;
    readonly view: string;
    /** null: as itself. */
    readonly role: string | null;
  }[];
  readonly features: readonly Feature[];
  readonly description: string | null;
}

export interface TrainingSet {
  readonly name: string;
  /** The source or union whose rows are the spine. */
  readonly spine: string;
  readonly keys: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly expression: Expression;
  }[];
  readonly asOf: Expression;
  readonly request: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly expression: Expression;
  }[];
  readonly label: Label;
  readonly where: Expression | null;
  readonly sampleOneIn: number | null;
  /** Of rows whose label is 0 or false, one in so many is kept; `sample_weight` says for how many a row stands. */
  readonly negativesOneIn: number | null;
  readonly split: Split | null;
  /** Sorted by name; those that request views read included. */
  readonly featureViews: readonly string[];
  readonly requestViews: readonly string[];
  /** Each feature view with each role that it is read under; sorted by role and view, those without a role first. */
  readonly uses: readonly ViewUse[];
  /** The model's inputs in order, sorted by column: `view__feature` each. Only listed views bring features. */
  readonly features: readonly TrainingFeature[];
  readonly description: string | null;
}

/** Over a row of the spine; where there is an outcome, over its aggregates. */
export interface Label {
  readonly name: string;
  readonly type: ValueType;
  readonly expression: Expression;
  readonly outcome: Outcome | null;
}

/**
 * What happens to a row's keys in [as_of, as_of + horizon), by event time, whenever it became known. Rows whose horizon
 * reaches beyond the source's last event time are no examples yet.
 */
export interface Outcome {
  /** Microseconds. */
  readonly horizon: number;
  /** A source's name, or a union's. */
  readonly source: string;
  /** Keys of the training set, over a row of the source; sorted by name. */
  readonly key: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly expression: Expression;
  }[];
  /** Those of them that no view needs, sorted: columns of the training set that no request carries. */
  readonly ownKeys: readonly string[];
  readonly where: Expression | null;
  readonly atoms: readonly Atom[];
}

/** The column `split`: rows as of `validation` (microseconds since 1970) and later, and as of `test` and later. */
export interface Split {
  readonly validation: number | null;
  readonly test: number | null;
}

/** A feature view under a role: its keys are then spelt `<role>_<key>` in the spine and in requests. */
export interface ViewUse {
  readonly view: string;
  readonly role: string | null;
}

export interface TrainingFeature {
  /** `view__feature` or `role__feature`, the column's name in the training set. */
  readonly column: string;
  readonly view: string;
  readonly role: string | null;
  readonly feature: string;
  readonly type: ValueType;
}

export interface Model {
  readonly name: string;
  readonly trainingSet: string;
  /** null: all features of the training set, as they are. */
  readonly inputs: ModelInputs | null;
  /** Relative to the project root. */
  readonly trainer: string;
  /** What starts the trainer's file, its last argument; absent: its extension says. */
  readonly command?: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  /** Microseconds since 1970; rows as of it and later are held out. */
  readonly holdoutFrom: number | null;
  readonly seed: number;
  /** The name of the ONNX output tensor. */
  readonly output: string;
  readonly evaluation: Evaluation;
  readonly description: string | null;
}

/** A model's own inputs, over columns of its training set: input paths are `[column]`, and null is NaN to the model. */
export interface ModelInputs {
  /** Aggregates of the rows that the model learns from: constants of each version. Their windows are all rows. */
  readonly fits: readonly Atom[];
  /** Sorted by name; atoms are fitted values. */
  readonly features: readonly Feature[];
}

/** What the model's output is of its label: the probability that it is 1 or true, or its value. */
export type Task = "binary" | "regression";

export type MetricName =
  | "auc"
  | "log_loss"
  | "brier"
  | "ece"
  | "accuracy"
  | "precision"
  | "recall"
  | "f1"
  | "rmse"
  | "mae"
  | "r2";

/** How versions of a model are judged. It is no part of the model's identity: judging otherwise trains nothing anew. */
export interface Evaluation {
  readonly task: Task;
  /** What is looked at first. */
  readonly metric: MetricName;
  /** From this probability on a row counts as predicted positive. */
  readonly threshold: number;
  /** Columns of the training set, by whose values rows are judged apart; sorted. */
  readonly slices: readonly string[];
  readonly gates: Gates;
  /** null: monitoring has no bounds. */
  readonly monitor: MonitorBounds | null;
}

/** What a version must hold to be promoted. */
export interface Gates {
  /** Sorted by metric. */
  readonly metrics: readonly MetricGate[];
  /** The same for every slice of at least so many rows. */
  readonly slices: { readonly minRows: number; readonly metrics: readonly MetricGate[] } | null;
  /** Milliseconds for one row through generated code and ONNX. */
  readonly latencyP95Ms: number | null;
  /** How old the newest row of the training set may be; microseconds. */
  readonly freshness: number | null;
  /** Served features and those of the training set must be the same to the bit. */
  readonly audit: boolean;
}

export interface MetricGate {
  readonly metric: MetricName;
  readonly min: number | null;
  readonly max: number | null;
  /** By how much the champion may be better, in the metric's own unit. */
  readonly notWorseThanChampionBy: number | null;
}

export interface MonitorBounds {
  /** Sorted by metric. */
  readonly metrics: readonly MetricGate[];
  /** The most that any feature or the score may have drifted: population stability index. */
  readonly psi: number | null;
  /** Likewise: Kolmogorov-Smirnov distance, 0 to 1. */
  readonly ks: number | null;
  /** Fewer rows than this are not judged. */
  readonly minRows: number;
}

export interface Deployment {
  readonly name: string;
  readonly model: string;
  readonly alias: string;
  readonly description: string | null;
}

/** Every list is sorted by name; order in files leaves no trace. */
export interface Program {
  readonly entities: readonly Entity[];
  readonly sources: readonly Source[];
  readonly unions: readonly Union[];
  readonly featureViews: readonly FeatureView[];
  readonly requestViews: readonly RequestView[];
  readonly trainingSets: readonly TrainingSet[];
  readonly models: readonly Model[];
  readonly deployments: readonly Deployment[];
}
