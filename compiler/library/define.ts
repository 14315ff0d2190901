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
  | { readonly type: ValueType }
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
 * - invertible: states add and subtract (integers): sum, count, mean.
 * - idempotent: merging a state twice changes nothing: min, max.
 * - latest: the row that is greatest by (eventTime, availableAt, tieBreak, value).
 */
export type Algebra = "invertible" | "idempotent" | "latest";

/** One column of a partial state in SQL. */
export interface Lane {
  readonly name: string;
  /** BIGINT or HUGEINT for invertible lanes; the column's own type otherwise. */
  readonly type: string;
  /** A row's contribution from its (nullable) input; invertible: never null, 0 where the row adds nothing. */
  contribution(input: Sql): Sql;
  /** invertible: "sum". */
  readonly merge: "sum" | "min" | "max";
}

/**
 * One aggregation, on both faces: order-independent, mergeable, the same to the bit however rows are split.
 * Nulls are skipped (but by `latest`). The reference (`empty`, `update`, `merge`, `finalize`) is what tests hold SQL to.
 */
export interface AggregationDefinition<State = unknown> {
  /** As authors call it: `mean`; `latest` has no spelling of its own. */
  readonly name: string;
  readonly summary: string;
  readonly algebra: Algebra;
  /** 0 for `count()`; 1 otherwise. */
  readonly arity: 0 | 1;
  /** Whether a window is "required", "optional" or "refused". */
  readonly window: "required" | "optional" | "refused";
  /** `input` is null for arity 0. */
  infer(input: ValueType | null): Inference;
  /** Partial-state columns; empty for algebra "latest", which the SQL backend orders itself. */
  lanes(input: ValueType | null): readonly Lane[];
  /** The result from the merged lanes, null lanes meaning an empty window of an idempotent aggregation. */
  finalize(lanes: readonly Sql[], input: ValueType | null, scope: SqlScope): Sql;
  /** The value of an empty window. */
  readonly whenEmpty: Value;
  readonly reference: {
    empty(input: ValueType | null): State;
    /** `order` is the row's place in the total order of latest values, greatest wins. */
    update(state: State, value: Value, order: readonly Value[]): State;
    merge(left: State, right: State): State;
    finalize(state: State): Value;
  };
}
