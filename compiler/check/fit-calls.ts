// How calls of `fit` look, and what to say of them where none can stand.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import { codes } from "./codes.ts";
import type { Tools } from "./typed.ts";

const FIT = "fit";
export const FIT_MESSAGE = "Only a model's inputs hold fitted values.";
export const FIT_HINT = "Write it in the model: `inputs: (read) => ({ ... })`.";

export function isFit(node: DeclaredExpression): node is DeclaredCall {
  return node.kind === "call" && node.form === "function" && node.name === FIT;
}

/** Reports a fit where none can stand. */
export function refuseFit(
  { report }: Pick<Tools, "report">,
  node: DeclaredCall,
  message: string,
  hint: string,
): null {
  report.add(codes.badFit, node.nameSpan, message, { hint });
  return null;
}
