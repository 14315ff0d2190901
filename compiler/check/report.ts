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

interface Found {
  readonly diagnostic: Diagnostic;
  readonly uses: Map<string, Span>;
}

/** A constant or helper that is used in many places reports once, where it stands, with the places that use it. */
export function createReport(): Report {
  const found = new Map<string, Found>();
  let errors = 0;
  return {
    add(complaint, { use, ...span }, message, details = {}) {
      const severity = details.severity ?? "error";
      if (severity === "error") errors++;
      const key = `${complaint.code} ${placeOf(span)} ${message}`;
      const entry = found.get(key) ?? {
        diagnostic: {
          code: complaint.code,
          severity,
          message,
          span,
          why: complaint.why,
          ...(details.hint === undefined ? {} : { hint: details.hint }),
          ...(details.related === undefined ? {} : { related: details.related }),
        },
        uses: new Map<string, Span>(),
      };
      found.set(key, entry);
      if (use !== undefined) entry.uses.set(placeOf(use), use);
    },
    fail: () => {
      errors++;
    },
    errors: () => errors,
    sorted: () => [...found.values()].map(withUses).sort(bySource),
  };
}

function withUses({ diagnostic, uses }: Found): Diagnostic {
  if (uses.size === 0) return diagnostic;
  const used = [...uses.values()].sort(bySpan).map((span) => ({ message: "used here", span }));
  return { ...diagnostic, related: [...(diagnostic.related ?? []), ...used] };
}

function placeOf({ file, start, end }: Span): string {
  return `${file}:${start}-${end}`;
}

function bySpan(left: Span, right: Span): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.start - right.start;
}

function bySource(left: Diagnostic, right: Diagnostic): number {
  const order = left.span === null || right.span === null ? 0 : bySpan(left.span, right.span);
  if (order !== 0) return order;
  return left.code < right.code ? -1 : left.code > right.code ? 1 : 0;
}
