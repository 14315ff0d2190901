// Collects what checking finds: once per cause, in source order.
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import type { Complaint } from "./codes.ts";

interface Details {
  readonly hint?: string | undefined;
  readonly severity?: Diagnostic["severity"];
  readonly related?: Diagnostic["related"];
}

export interface Report {
  add(complaint: Complaint, span: Span, message: string, details?: Details): void;
  /** Counts an error that was reported by an earlier stage. */
  fail(): void;
  /** Errors so far: a part whose count did not move while it was checked is sound. */
  errors(): number;
  /** All diagnostics by file, place and code. */
  sorted(): readonly Diagnostic[];
}

/** A constant or helper that is used in many places reports once, where it stands. */
export function createReport(): Report {
  const found = new Map<string, Diagnostic>();
  let errors = 0;
  return {
    add(complaint, span, message, details = {}) {
      const severity = details.severity ?? "error";
      if (severity === "error") errors++;
      const key = `${complaint.code} ${span.file}:${span.start}-${span.end} ${message}`;
      if (found.has(key)) return;
      found.set(key, {
        code: complaint.code,
        severity,
        message,
        span,
        why: complaint.why,
        ...(details.hint === undefined ? {} : { hint: details.hint }),
        ...(details.related === undefined ? {} : { related: details.related }),
      });
    },
    fail: () => {
      errors++;
    },
    errors: () => errors,
    sorted: () => [...found.values()].sort(bySource),
  };
}

function bySource(left: Diagnostic, right: Diagnostic): number {
  const a = left.span;
  const b = right.span;
  if (a !== null && b !== null) {
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    if (a.start !== b.start) return a.start - b.start;
  }
  return left.code < right.code ? -1 : left.code > right.code ? 1 : 0;
}
