// What to compute and by which strategy: dialect-free and store-neutral, ready for the backends.
import type { Expression } from "./expression.ts";
import type {
  Atom,
  Deployment,
  Entity,
  Feature,
  Model,
  ModelInputs,
  Refresh,
  RequestView,
  Source,
  TrainingSet,
  Union,
  ViewUse,
  Window,
} from "./program.ts";
import type { Field, ScalarKind, ValueType } from "./value-type.ts";

export interface Plan {
  readonly entities: readonly Entity[];
  readonly sources: readonly SourcePlan[];
  readonly unions: readonly Union[];
  readonly views: readonly ViewPlan[];
  readonly requestViews: readonly RequestViewPlan[];
  readonly trainingSets: readonly TrainingSetPlan[];
  readonly models: readonly ModelPlan[];
  readonly deployments: readonly DeploymentPlan[];
}

export interface SourcePlan {
  readonly source: Source;
  readonly fingerprint: string;
}

/**
 * How long after its event time a row enters: at once, a constant number of microseconds later, or by a rule of
 * its own. entry = max(eventTime, availableAt); a row counts at cut c iff entry < c (exclusive) or entry <= c
 * (inclusive), and, for a window, eventTime >= floor(c - length, hop).
 */
export type Lag =
  | { readonly kind: "none" }
  | { readonly kind: "constant"; readonly us: number }
  | { readonly kind: "variable" };

/**
 * How an aggregate is computed for entities with many rows; the others are joined row by row whatever it is.
 * - prefix: invertible partial states; running sums over rows by entry minus running sums over rows by event time.
 * - extremum: idempotent partial states over a window.
 * - latest: the visible row that is greatest by (eventTime, availableAt, tieBreak, value); a running maximum by entry.
 * - distinct: a value counts from its first row's entry until its last row has left: intervals, summed as prefixes.
 * - recent: the last so many rows, by running lists of the greatest ranks.
 * - collected: all values of the window, gathered.
 */
export type Strategy = "prefix" | "extremum" | "latest" | "distinct" | "recent" | "collected";

export interface AtomPlan extends Atom {
  readonly strategy: Strategy;
  /** The row inputs' ids (`x0`), none for `count()`. */
  readonly inputIds: readonly string[];
  /** The window's id (`w0`). */
  readonly windowId: string;
  /** Latest values under a ttl carry the event time of the row that they come from. */
  readonly carriesTime: boolean;
}

export interface ViewPlan {
  readonly name: string;
  readonly fingerprint: string;
  readonly entity: string;
  readonly source: string;
  /** What its rows are read from: where the source is a union, the rows of its parts. */
  readonly union: Union | null;
  /** Views whose features stand beside each row, as of its event time. */
  readonly rowInputs: readonly RowInputPlan[];
  readonly keys: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly expression: Expression;
  }[];
  readonly where: Expression | null;
  readonly eventTime: Expression;
  readonly availableAt: Expression | null;
  readonly lag: Lag;
  readonly asOf: "exclusive" | "inclusive";
  readonly tieBreak: readonly { readonly name: string; readonly type: ValueType }[];
  /** Row expressions that aggregates read, each once. */
  readonly inputs: readonly {
    readonly id: string;
    readonly expression: Expression;
    readonly type: ValueType;
  }[];
  /** What differs in time; `rows` is each aggregate's own. */
  readonly windows: readonly WindowPlan[];
  readonly atoms: readonly AtomPlan[];
  readonly features: readonly Feature[];
  readonly refresh: Refresh | null;
  readonly ttl: number | null;
  readonly layout: OnlineLayout;
  readonly description: string | null;
}

export interface RowInputPlan {
  readonly alias: string;
  readonly view: ViewPlan;
  readonly key: readonly { readonly name: string; readonly expression: Expression }[];
}

export interface WindowPlan extends Omit<Window, "rows"> {
  readonly id: string;
}

/** A stored row of a view: one slot an atom, and one more for its time where `time` says so. */
export interface OnlineLayout {
  readonly slots: readonly OnlineSlot[];
}

/** `column` is the materialization job's output column: the atom's id, or `<id>_time` for its event time. */
export interface OnlineSlot {
  readonly column: string;
  readonly kind: ScalarKind | "list";
  readonly nullable: boolean;
  /** Of a list's items. */
  readonly element?: ScalarKind;
}

export interface RequestViewPlan extends RequestView {
  readonly fingerprint: string;
}

export interface TrainingSetPlan extends TrainingSet {
  readonly fingerprint: string;
  /** Spine columns beyond `row_id` and `as_of`, in order: keys, request fields. */
  readonly spineColumns: readonly Field[];
  /** What a label with a horizon aggregates, as a view whose windows end at as_of + horizon; null: none has one. */
  readonly outcome: ViewPlan | null;
}

export interface ModelPlan extends Model {
  readonly fingerprint: string;
  /** Of `inputs` alone: fitted values belong to it. null: the model has none of its own. */
  readonly inputsFingerprint: string | null;
}

/** A deployment with all that its endpoint needs, resolved. */
export interface DeploymentPlan extends Deployment {
  readonly fingerprint: string;
  readonly trainingSet: string;
  readonly output: string;
  /** The request body's fields: the views' keys, then request fields, each name once. */
  readonly requestFields: readonly Field[];
  readonly featureViews: readonly string[];
  readonly requestViews: readonly string[];
  /** One stored row is read for each, in this order. */
  readonly uses: readonly ViewUse[];
  /** The features of the training set, in order: the model's input vector, where it has no inputs of its own. */
  readonly inputs: TrainingSet["features"];
  /** null: the model reads the features as they are. */
  readonly modelInputs: (ModelInputs & { readonly fingerprint: string }) | null;
}
