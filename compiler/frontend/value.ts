// What an expression stands for while it is read: a part of a feature, or something that parts are made from.
import type { ts } from "ts-morph";
import type { DeclarationKind, DeclaredExpression, DeclaredType } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import type { Module } from "./module.ts";

export type Value =
  | { readonly kind: "expression"; readonly expression: DeclaredExpression }
  | ListValue
  | RecordValue
  | FunctionValue
  /** A row, a request or the inputs: `levels` property accesses away from a value of the scope. */
  | { readonly kind: "row"; readonly path: readonly string[]; readonly levels: 1 | 2 }
  /** A name of the vocabulary, not called yet. */
  | { readonly kind: "bifold"; readonly name: string }
  /** `Math`, `Number`, `String` or `Boolean`. */
  | { readonly kind: "global"; readonly name: string }
  | { readonly kind: "type"; readonly type: DeclaredType }
  | {
      readonly kind: "file";
      readonly format: "parquet" | "csv";
      readonly path: Value;
      readonly pathSpan: Span;
    }
  /** `role("sender", user_stats)` */
  | {
      readonly kind: "role";
      readonly role: Value;
      readonly roleSpan: Span;
      readonly view: Value;
      readonly viewSpan: Span;
    }
  /** The function that names a view of a model's training set: `read(origin_delays)` is a row of its features. */
  | { readonly kind: "reader" }
  | { readonly kind: "declaration"; readonly declares: DeclarationKind; readonly name: string }
  /** Its cause was reported. */
  | { readonly kind: "error" };

export interface ListValue {
  readonly kind: "list";
  readonly items: readonly Value[];
  readonly itemSpans: readonly Span[];
  readonly span: Span;
}

export interface RecordValue {
  readonly kind: "record";
  readonly fields: readonly RecordField[];
  /** Whether a property is missing here that was complained of. */
  readonly incomplete: boolean;
  readonly span: Span;
}

export interface RecordField {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  readonly valueSpan: Span;
}

export type FunctionNode =
  | ts.ArrowFunction
  | ts.FunctionExpression
  | ts.FunctionDeclaration
  | ts.MethodDeclaration;

export interface FunctionValue {
  readonly kind: "function";
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly name: string;
}

export const ERROR: Value = { kind: "error" };

export function expressionValue(expression: DeclaredExpression): Value {
  return { kind: "expression", expression };
}

/** The names that an expression can see. */
export interface Scope {
  readonly module: Module;
  /** `pending` are names of the block whose line has not been reached. */
  readonly names: Map<string, Value | "pending">;
  readonly parent: Scope | null;
  /** The helper that is being inlined, if any. */
  readonly call: Call | null;
}

export interface Call {
  readonly node: FunctionNode;
  readonly name: string;
  /** Where the outermost helper is used, in the declaration itself. */
  readonly use: Span;
  readonly outer: Call | null;
}

export function moduleScope(module: Module): Scope {
  return { module, names: new Map(), parent: null, call: null };
}

export function innerScope(parent: Scope, call: Call | null): Scope {
  return { module: parent.module, names: new Map(), parent, call };
}

/** Functions without a name of their own are called by that of their constant in messages. */
export function named(value: Value, name: string): Value {
  return value.kind === "function" && value.name === "" ? { ...value, name } : value;
}
