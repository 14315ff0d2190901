// What the frontend reads from definition files: the author's words with their places, names resolved, nothing checked.
import type { Span } from "./span.ts";

export type DeclaredExpression =
  | { readonly kind: "literal"; readonly value: DeclaredLiteral; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly DeclaredExpression[]; readonly span: Span }
  | { readonly kind: "record"; readonly fields: readonly DeclaredEntry[]; readonly span: Span }
  /** A value of the scope: `[column]` of a source row, `["request", field]`, or `[alias, feature]` of an input view. */
  | { readonly kind: "input"; readonly path: readonly string[]; readonly span: Span }
  /** It could not be read, which was reported: what is made of it fails in silence. */
  | { readonly kind: "failed"; readonly span: Span }
  | DeclaredCall;

/**
 * Anything that computes, by its spelling; `check` resolves it to a library function or an aggregation by types.
 * - operator: `+ - * / % ** < <= > >= === !== && || ! ?? ?: neg` (`?:` has three args, `neg` is unary minus); template literals become `+`
 * - method: `args[0]` is the receiver; property: likewise, alone
 * - function: `Math.log1p`, `Number.isNaN`, or a name imported from "bifold" (`mean`), by its exported name
 */
export interface DeclaredCall {
  readonly kind: "call";
  readonly form: "operator" | "method" | "property" | "function";
  readonly name: string;
  readonly args: readonly DeclaredExpression[];
  readonly span: Span;
  readonly nameSpan: Span;
}

/** `int` is false for a number written with a point or an exponent: `1.0` is a float64, `1` an int64. */
export type DeclaredLiteral =
  | { readonly type: "number"; readonly value: number; readonly int: boolean }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "null" };

export interface DeclaredEntry {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: DeclaredExpression;
}

/** `t.int64.nullable()`, `t.decimal(12, 2)`, `t.list(t.string)`, `t.vector(128)` (a list of a size). */
export interface DeclaredType {
  readonly kind: string;
  readonly nullable: boolean;
  /** Of a decimal. */
  readonly precision?: number;
  readonly scale?: number;
  /** Of a list. */
  readonly element?: DeclaredType;
  readonly size?: number;
  readonly span: Span;
}

export interface DeclaredField {
  readonly name: string;
  readonly nameSpan: Span;
  readonly type: DeclaredType;
}

/** A use of another declaration, by its published name; `exists` is checked later. */
export interface DeclaredReference {
  readonly name: string;
  readonly span: Span;
}

/** A view, read under a role: `role("sender", user_stats)` has the keys `sender_user` and the columns `sender__...`. */
export interface DeclaredViewUse extends DeclaredReference {
  readonly role: DeclaredText | null;
}

/** A literal text with its place: a duration ("6h"), an instant, a path, a word. */
export interface DeclaredText {
  readonly text: string;
  readonly span: Span;
}

interface DeclarationBase {
  /** The published name: `name:` if given, else the exported constant's. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
  readonly description: string | null;
}

export interface DeclaredEntity extends DeclarationBase {
  readonly kind: "entity";
  readonly keys: readonly DeclaredField[];
}

export interface DeclaredSource extends DeclarationBase {
  readonly kind: "source";
  readonly from: { readonly format: "parquet" | "csv"; readonly path: DeclaredText };
  readonly columns: readonly DeclaredField[];
  readonly eventTime: DeclaredExpression;
  readonly availableAt: DeclaredExpression | null;
  /** "exclusive" (default) or "inclusive". */
  readonly asOf: DeclaredText | null;
  readonly tieBreak: readonly DeclaredText[];
  /** How far back its rows are kept; null: for ever. */
  readonly retention: DeclaredText | null;
}

/** The rows of several sources under one row shape: it stands wherever a source can. */
export interface DeclaredUnion extends DeclarationBase {
  readonly kind: "union";
  readonly columns: readonly DeclaredField[];
  readonly from: readonly {
    readonly source: DeclaredReference;
    /** The common columns, each over a row of the source. */
    readonly row: readonly DeclaredEntry[];
  }[];
  /** Over the common row; null: each row's own, by its source. */
  readonly eventTime: DeclaredExpression | null;
  readonly availableAt: DeclaredExpression | null;
  readonly tieBreak: readonly DeclaredText[];
}

/** Features of another view beside each row of a source, as of the row's event time. */
export interface DeclaredRowInput {
  readonly alias: string;
  readonly aliasSpan: Span;
  readonly view: DeclaredReference;
  /** The other view's keys, from the row. */
  readonly key: readonly DeclaredEntry[];
}

export interface DeclaredFeatureView extends DeclarationBase {
  readonly kind: "feature_view";
  readonly entity: DeclaredReference;
  readonly source: DeclaredReference;
  readonly inputs: readonly DeclaredRowInput[];
  readonly key: readonly DeclaredEntry[];
  readonly where: DeclaredExpression | null;
  readonly features: readonly DeclaredEntry[];
  /** "stream", or the cadence at which values are cut. */
  readonly refresh:
    | { readonly mode: "stream"; readonly span: Span }
    | {
        readonly mode: "every";
        readonly every: DeclaredText;
        readonly delay: DeclaredText | null;
        readonly span: Span;
      };
  readonly ttl: DeclaredText | null;
}

export interface DeclaredRequestView extends DeclarationBase {
  readonly kind: "request_view";
  readonly request: readonly DeclaredField[];
  readonly inputs: readonly {
    readonly alias: string;
    readonly aliasSpan: Span;
    readonly view: DeclaredViewUse;
  }[];
  readonly features: readonly DeclaredEntry[];
}

export interface DeclaredTrainingSet extends DeclarationBase {
  readonly kind: "training_set";
  readonly spine: DeclaredReference;
  readonly keys: readonly DeclaredEntry[];
  readonly asOf: DeclaredExpression;
  readonly request: readonly DeclaredEntry[];
  readonly label: DeclaredLabel;
  readonly where: DeclaredExpression | null;
  /** Keep one spine row in `oneIn`, chosen by a hash of the row's own values; null keeps all. */
  readonly sample: DeclaredSample | null;
  /** Keep one row in `oneIn` of those whose label is 0 or false. */
  readonly negatives: DeclaredSample | null;
  /** From when on rows are for validation, and for the test. */
  readonly split: {
    readonly validation: DeclaredText | null;
    readonly test: DeclaredText | null;
    readonly span: Span;
  } | null;
  readonly views: readonly DeclaredViewUse[];
}

export interface DeclaredSample {
  readonly oneIn: number;
  readonly span: Span;
}

/** A value of the spine's row, or of what happens to its keys within the horizon after `asOf`. */
export type DeclaredLabel =
  | { readonly kind: "row"; readonly value: readonly DeclaredEntry[] }
  | {
      readonly kind: "outcome";
      readonly horizon: DeclaredText;
      readonly source: DeclaredReference;
      /** Some of the training set's keys, by name, over a row of the source. */
      readonly key: readonly DeclaredEntry[];
      readonly where: DeclaredExpression | null;
      readonly value: readonly DeclaredEntry[];
      readonly span: Span;
    };

export interface DeclaredModel extends DeclarationBase {
  readonly kind: "model";
  readonly trainingSet: DeclaredReference;
  /** Over `[use, feature]`, where a use is a view's name or `role__view`; null: all features as they are. */
  readonly inputs: readonly DeclaredEntry[] | null;
  /** Path of the trainer, relative to the definitions folder. */
  readonly trainer: DeclaredText;
  /** What starts the trainer; empty: its extension says. */
  readonly command: readonly DeclaredText[];
  readonly params: Readonly<Record<string, unknown>>;
  /** Rows as of this instant and later are held out. */
  readonly holdoutFrom: DeclaredText | null;
  readonly seed: number;
  readonly output: DeclaredText;
  /** "binary" or "regression"; null: by the label. */
  readonly task: DeclaredText | null;
  readonly metric: DeclaredText | null;
  readonly threshold: DeclaredNumber | null;
  readonly slices: readonly DeclaredText[];
  readonly gates: DeclaredGates | null;
  readonly monitor: DeclaredMonitor | null;
  /** "allow": the model reads null as NaN; "refuse" or null: no input may be null. */
  readonly nulls: DeclaredText | null;
}

export interface DeclaredNumber {
  readonly value: number;
  readonly span: Span;
}

/** `auc: { min: 0.7, notWorseThanChampionBy: 0.005 }` */
export interface DeclaredGate {
  readonly metric: DeclaredText;
  readonly min: DeclaredNumber | null;
  readonly max: DeclaredNumber | null;
  readonly notWorseThanChampionBy: DeclaredNumber | null;
}

export interface DeclaredGates {
  readonly metrics: readonly DeclaredGate[];
  readonly slices: {
    readonly minRows: DeclaredNumber | null;
    readonly metrics: readonly DeclaredGate[];
    readonly span: Span;
  } | null;
  readonly latencyP95Ms: DeclaredNumber | null;
  readonly freshness: DeclaredText | null;
  readonly audit: boolean;
}

export interface DeclaredMonitor {
  readonly metrics: readonly DeclaredGate[];
  readonly psi: DeclaredNumber | null;
  readonly ks: DeclaredNumber | null;
  readonly minRows: DeclaredNumber | null;
}

export interface DeclaredDeployment extends DeclarationBase {
  readonly kind: "deployment";
  readonly model: DeclaredReference;
  readonly alias: DeclaredText;
}

export type Declaration =
  | DeclaredEntity
  | DeclaredSource
  | DeclaredUnion
  | DeclaredFeatureView
  | DeclaredRequestView
  | DeclaredTrainingSet
  | DeclaredModel
  | DeclaredDeployment;

export type DeclarationKind = Declaration["kind"];
