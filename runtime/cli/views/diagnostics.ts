// Diagnostics of definitions on a screen, with a closing count.
import { renderText } from "../../../compiler/diagnostics/render-text.ts";
import type { Diagnostic } from "../../../compiler/ir/diagnostic.ts";
import { count } from "./numbers.ts";
import type { Screen } from "./screen.ts";

export function showDiagnostics(
  screen: Screen,
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
): void {
  if (diagnostics.length === 0) return;
  screen.text(`${renderText(diagnostics, files, { color: screen.color })}\n${errorCount(diagnostics)}.\n`);
}

/** `2 errors, 1 warning` */
export function errorCount(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ].join(", ");
}
