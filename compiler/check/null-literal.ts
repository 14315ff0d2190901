// Null as a checked expression.
import type { LiteralExpression } from "../ir/expression.ts";

export const NULL_LITERAL: LiteralExpression = Object.freeze({
  kind: "literal",
  value: null,
  type: Object.freeze({ kind: "null", nullable: true } as const),
});
