// A message about the user's definitions or data, as data; renderers turn it into text, JSON or annotations.
import type { Span } from "./span.ts";

/** F1 reading, F2 checking, F3 changes, F4 apply, F5 data and running. Codes are never reused. */
export type DiagnosticCode = `F${1 | 2 | 3 | 4 | 5}${number}`;

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly span: Span | null;
  /** Why it matters, in one sentence. */
  readonly why?: string;
  /** The way out, in one sentence. */
  readonly hint?: string;
  /** Other places that belong to the same cause. */
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
}

/** A stage's result: `value` is null exactly when a diagnostic of severity "error" was reported. */
export interface Checked<T> {
  readonly value: T | null;
  readonly diagnostics: readonly Diagnostic[];
}
