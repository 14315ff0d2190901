// A checked, typed expression: few node kinds, because every operation is a call of a library function.
import type { Value, ValueType } from "./value-type.ts";

export type Expression = LiteralExpression | InputExpression | AtomExpression | CallExpression;

export interface LiteralExpression {
  readonly kind: "literal";
  readonly value: Value;
  readonly type: ValueType;
}

/** A value of the scope: `[column]` of a source row, `["request", field]`, or `[alias, feature]` of an input view. */
export interface InputExpression {
  readonly kind: "input";
  readonly path: readonly string[];
  readonly type: ValueType;
}

/** The finalised value of one aggregate of the view, by its id. Only in the features of a feature view. */
export interface AtomExpression {
  readonly kind: "atom";
  readonly id: string;
  readonly type: ValueType;
}

export interface CallExpression {
  readonly kind: "call";
  /** A key of the library's function list. */
  readonly function: string;
  readonly args: readonly Expression[];
  readonly type: ValueType;
}
