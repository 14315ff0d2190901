// Diagnostics for programs: the same data, with lines and columns.
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import { inOrder } from "./order.ts";
import { type Place, placeOf } from "./place.ts";

interface JsonRange {
  readonly file: string;
  /** UTF-16 offsets, end exclusive. */
  readonly startOffset: number;
  readonly endOffset: number;
  /** Lines and columns from 1; null where the file's text is not at hand. */
  readonly start: Place | null;
  readonly end: Place | null;
}

/** A JSON array, indented, ending in a newline. */
export function renderJson(diagnostics: readonly Diagnostic[], files: ReadonlyMap<string, string>): string {
  const values = inOrder(diagnostics).map(({ code, severity, message, span, why, hint, related }) => ({
    code,
    severity,
    message,
    range: span === null ? null : rangeOf(span, files),
    why: why ?? null,
    hint: hint ?? null,
    related: (related ?? []).map((other) => ({ message: other.message, range: rangeOf(other.span, files) })),
  }));
  return `${JSON.stringify(values, null, 2)}\n`;
}

function rangeOf({ file, start, end }: Span, files: ReadonlyMap<string, string>): JsonRange {
  const text = files.get(file);
  return {
    file,
    startOffset: start,
    endOffset: end,
    start: text === undefined ? null : placeOf(text, start),
    end: text === undefined ? null : placeOf(text, end),
  };
}
