// Diagnostics as annotations of a pull request: GitHub's workflow commands.
import type { Diagnostic } from "../ir/diagnostic.ts";
import { inOrder } from "./order.ts";
import { placeOf } from "./place.ts";

/** One `::error ...::` or `::warning ...::` line each; empty for no diagnostics. */
export function renderGithub(diagnostics: readonly Diagnostic[], files: ReadonlyMap<string, string>): string {
  return inOrder(diagnostics)
    .map((diagnostic) => `${commandOf(diagnostic, files)}\n`)
    .join("");
}

function commandOf(
  { code, severity, message, span, why, hint }: Diagnostic,
  files: ReadonlyMap<string, string>,
): string {
  const properties: string[] = [];
  const text = span === null ? undefined : files.get(span.file);
  if (span !== null) properties.push(`file=${property(span.file)}`);
  if (span !== null && text !== undefined) {
    const start = placeOf(text, span.start);
    const end = placeOf(text, span.end);
    properties.push(`line=${start.line}`, `endLine=${end.line}`);
    // GitHub takes columns of one line only.
    if (start.line === end.line) properties.push(`col=${start.column}`, `endColumn=${end.column}`);
  }
  properties.push(`title=${property(code)}`);
  const body = [message, why, hint].filter((part) => part !== undefined).join("\n");
  return `::${severity} ${properties.join(",")}::${data(body)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
