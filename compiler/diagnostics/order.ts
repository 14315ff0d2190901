// The order of diagnostics: by file, place and code; those without a place come last.
import type { Diagnostic } from "../ir/diagnostic.ts";

export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(compare);
}

function compare(left: Diagnostic, right: Diagnostic): number {
  const [a, b] = [left.span, right.span];
  if (a === null || b === null) {
    return a === b ? compareText(left.code, right.code) : a === null ? 1 : -1;
  }
  return (
    compareText(a.file, b.file) || a.start - b.start || a.end - b.end || compareText(left.code, right.code)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
