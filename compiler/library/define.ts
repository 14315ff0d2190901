// The two contracts of the library: what a function is, and what an aggregation is.
import type { Value, ValueType } from "../ir/value-type.ts";
import type { Sql } from "./sql.ts";

/** How authors spell a function; several functions may share a spelling (`+` adds and concatenates) and differ in types. */
export interface Spelling {
  readonly form: "operator" | "method" | "property" | "function";
  /** As in DeclaredCall: `+`, `includes`, `length`, `Math.log1p`, `clamp`. */
  readonly name: string;
}

/** `problem` completes the sentence "'mean' ..."; null means: these kinds are not mine, try the next overload. */
export type Inference =
  | {
      readonly type: ValueType;
      /** What the arguments are converted to first, see `convert.ts`; as they are where it is left out. */
      readonly args?: readonly ValueType[];
      /** Whole numbers that the implementation must know of the arguments' types, appended to its arguments. */
      readonly constants?: readonly number[];
    }
  | { readonly problem: string; readonly hint?: string; readonly argument?: number }
  | null;

/** An argument at check time; `literal` is set where the value is known then. */
export interface Argument {
  readonly type: ValueType;
  readonly literal?: Value;
}

/** What a function's SQL may ask of its surroundings. */
export interface SqlScope {
  /** Names a value: use it for anything non-trivial that the text mentions more than once. */
  bind(value: Sql): Sql;
}

/** What a function's JavaScript may ask of its surroundings. */
export interface JavaScriptScope {
  /** The local name of an export of `library/helpers.ts`, imported by the generated module. */
  helper(name: string): string;
  /** Names a value: use it for anything non-trivial that the text mentions more than once. */
  bind(text: string): string;
}

export interface Operand<Text> {
  readonly text: Text;
  readonly type: ValueType;
  readonly literal?: Value;
}

/**
 * One operation, on all faces. The three implementations must agree to the bit on every value of the argument
 * types; `examples` and a fuzzer run through all of them. SQL must be total: it never raises.
 */
export interface FunctionDefinition {
  readonly spellings: readonly Spelling[];
  /** One line for the reference. */
  readonly summary: string;
  /** strict: the checker refuses nullable arguments, so implementations never see null. */
  readonly nulls: "strict" | "aware";
  infer(args: readonly Argument[]): Inference;
  evaluate(...args: Value[]): Value;
  javascript(args: readonly Operand<string>[], scope: JavaScriptScope): string;
  sql(args: readonly Operand<Sql>[], scope: SqlScope): Sql;
  readonly examples: readonly {
    readonly args: readonly Value[];
    readonly types: readonly ValueType[];
    readonly result: Value;
  }[];
}

/**
 * - invertible: states add and subtract (integers): sum, count, mean, variance.
 * - idempotent: merging a state twice changes nothing: min, max, first, minBy.
 * - latest: the row that is greatest by (eventTime, availableAt, tieBreak, value).
 * - distinct: a set of values, of which only the size is told.
 * - collected: a multiset of values; neither of the others.
 */
export type Algebra = "invertible" | "idempotent" | "latest" | "distinct" | "collected";

/** What an aggregation is of: its values' types and what the author fixed. */
export interface AggregateShape {
  readonly inputs: readonly ValueType[];
  readonly parameters: readonly Value[];
}

/** A row as a lane sees it. */
export interface LaneRow {
  /** Nullable where their types are. */
  readonly inputs: readonly Sql[];
  /** Its place in the total order begins with event time, and availability where that does not follow from it: never null. */
  readonly times: readonly Sql[];
  /** What orders rows of equal times: nullable. */
  readonly tieBreaks: readonly Sql[];
}

/** One column of a partial state in SQL. */
export interface Lane {
  readonly name: string;
  /** BIGINT or HUGEINT for invertible lanes; the type of the contribution otherwise, which may be a STRUCT. */
  readonly type: string;
  /** A row's contribution; sum: never null, 0 where the row adds nothing; else null where it adds nothing. */
  contribution(row: LaneRow): Sql;
  /** sum: the values other than 0 that a contribution takes, where they are few. */
  readonly takes?: readonly number[];
  /** sum: whether all but a few rows add nothing. */
  readonly rare?: boolean;
  /** min, max of a STRUCT: its fields that are compared before the row's place in the total order. The first of all, k0, is never null. */
  readonly comparedFirst?: readonly string[];
  /** sum: invertible; min, max: idempotent; distinct: how many there are; collect: see `gather`. */
  readonly merge: "sum" | "min" | "max" | "distinct" | "collect";
  /** collect: the aggregate of non-null contributions, also valid before OVER; null where there are none. */
  gather?(contribution: string): string;
  /** collect: what of the multiset `gather` tells, for strategies that find it out without gathering. */
  readonly keeps?: Kept;
}

/**
 * - places: a list of the values at these 0-based places of the n sorted values, by n as BIGINT.
 * - least: a list of the least contributions, at most so many.
 * - extreme: a list of the least or the greatest contributions, at most so many, in any order.
 * - newest: a list of structs of the contribution, `v`, and the row's number from the newest on, `n`; strategies number.
 * - frequent: a MAP from values to counts with at least the most frequent, by (count descending, value).
 */
export type Kept =
  | { readonly kind: "places"; places(count: Sql): readonly Sql[] }
  | { readonly kind: "least"; readonly most: number }
  | { readonly kind: "extreme"; readonly most: number; readonly end: "least" | "greatest" }
  | { readonly kind: "newest" }
  | { readonly kind: "frequent"; readonly most: number };

/** A literal that follows the values: `quantile(x, 0.9)`. */
export interface AggregateParameter {
  readonly name: string;
  /** What is wrong with the value, completing "... must be"; null where nothing is. */
  problem(value: Value): string | null;
}

/**
 * One aggregation, on both faces: order-independent, mergeable, the same to the bit however rows are split.
 * Rows with a null input are skipped (but by `latest`). The reference (`empty`, `update`, `merge`, `finalize`) is what
 * tests hold SQL to.
 */
export interface AggregationDefinition<State = unknown> {
  /** As authors call it: `mean`; `latest` has no spelling of its own. */
  readonly name: string;
  readonly summary: string;
  readonly algebra: Algebra;
  /** How many values of the row it takes: 0 for `count()`, 2 for `minBy(x, by)`. */
  readonly arity: 0 | 1 | 2;
  readonly parameters: readonly AggregateParameter[];
  /** Whether a window is "required", "optional" (all rows without) or "refused". */
  readonly window: "required" | "optional" | "refused";
  /** The last so many rows, where the call itself says so: `lastN(x, 5)`. */
  rows?(parameters: readonly Value[]): number;
  infer(shape: AggregateShape): Inference;
  /** Partial-state columns; empty for algebra "latest", which the SQL backend orders itself. */
  lanes(shape: AggregateShape): readonly Lane[];
  /** The result from the merged lanes; lanes other than sums and counts are null for an empty window. */
  finalize(lanes: readonly Sql[], shape: AggregateShape, scope: SqlScope): Sql;
  /** The value of an empty window. */
  readonly whenEmpty: Value;
  readonly reference: {
    empty(shape: AggregateShape): State;
    /** `order` is the row's place in the total order (eventTime, availableAt, tieBreak); no value is null but for `latest`. */
    update(state: State, values: readonly Value[], order: readonly Value[]): State;
    merge(left: State, right: State): State;
    finalize(state: State): Value;
  };
}
