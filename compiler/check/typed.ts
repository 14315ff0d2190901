// What typing an expression gives, and what it needs: handed from file to file by all that infers.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import type { Span } from "../ir/span.ts";
import type { Facts } from "./narrow.ts";
import type { Report } from "./report.ts";
import type { Shape } from "./structure.ts";
import type { Vocabulary } from "./vocabulary.ts";

export interface Typed {
  readonly expression: Expression;
  /** Why it may be null, as half a sentence; null where it cannot be. */
  readonly because: string | null;
}

/** Null: something is wrong in the expression, and was reported. */
export type Inferred = Typed | null;

export interface Tools {
  readonly vocabulary: Vocabulary;
  readonly report: Report;
  readonly shapeOf: (node: DeclaredExpression) => Shape;
}

/** What an expression can see. */
export interface Scope {
  /** The declaration that it belongs to: what is written elsewhere is complained of where it is used. */
  readonly home: Span;
  input(node: DeclaredExpression & { kind: "input" }): Inferred;
  /** Takes over some expressions; undefined leaves them to be typed as usual. */
  intercept(node: DeclaredExpression, facts: Facts): Inferred | undefined;
}

export type Infer = (node: DeclaredExpression, facts?: Facts) => Inferred;
