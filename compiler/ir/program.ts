// The checked definitions in canonical form: names sorted, expressions typed, defaults filled in, no places.
import type { Expression } from "./expression.ts";
import type { Field, Value, ValueType } from "./value-type.ts";

export interface Entity {
  readonly name: string;
  readonly keys: readonly Field[];
  readonly description: string | null;
}

export interface Source {
  readonly name: string;
  readonly format: "parquet" | "csv";
  /** Relative to the project root. */
  readonly path: string;
  readonly columns: readonly Field[];
  readonly eventTime: Expression;
  /** null: a row is available at its event time. */
  readonly availableAt: Expression | null;
  /** exclusive: a row counts strictly after it became available; inclusive: from that instant on. */
  readonly asOf: "exclusive" | "inclusive";
  readonly tieBreak: readonly string[];
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

export interface FeatureView {
  readonly name: string;
  readonly entity: string;
  readonly source: string;
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
  readonly inputs: readonly { readonly alias: string; readonly view: string }[];
  readonly features: readonly Feature[];
  readonly description: string | null;
}

export interface TrainingSet {
  readonly name: string;
  /** The source whose rows are the spine. */
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
  readonly label: { readonly name: string; readonly type: ValueType; readonly expression: Expression };
  readonly where: Expression | null;
  readonly sampleOneIn: number | null;
  /** Sorted by name; those that request views read included. */
  readonly featureViews: readonly string[];
  readonly requestViews: readonly string[];
  /** The model's inputs in order, sorted by column: `view__feature` each. Only listed views bring features. */
  readonly features: readonly TrainingFeature[];
  readonly description: string | null;
}

export interface TrainingFeature {
  /** `view__feature`, the column's name in the training set. */
  readonly column: string;
  readonly view: string;
  readonly feature: string;
  readonly type: ValueType;
}

export interface Model {
  readonly name: string;
  readonly trainingSet: string;
  /** Relative to the project root. */
  readonly trainer: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Microseconds since 1970; rows as of it and later are held out. */
  readonly holdoutFrom: number | null;
  readonly seed: number;
  /** The name of the ONNX output tensor. */
  readonly output: string;
  readonly description: string | null;
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
  readonly featureViews: readonly FeatureView[];
  readonly requestViews: readonly RequestView[];
  readonly trainingSets: readonly TrainingSet[];
  readonly models: readonly Model[];
  readonly deployments: readonly Deployment[];
}
