// Collects what reading finds: once per cause, in source order.
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import type { Complaint } from "./codes.ts";

export interface Details {
  readonly hint?: string | undefined;
  readonly severity?: Diagnostic["severity"];
  readonly related?: Diagnostic["related"];
}

export interface Report {
  /** Where what is inlined or spread is used is kept, each use; the cause is said once. */
  add(complaint: Complaint, span: Span, message: string, details?: Details): void;
  hasErrors(): boolean;
  /** Notes that something made of what was complained of fails too. */
  repeat(): void;
  /** Complaints so far, each as often as it was made. */
  faults(): number;
  /** What was complained of since then is marked in what was read. */
  settle(since: number): void;
  /** Complaints so far of what is not marked. */
  unsettled(): number;
  /** All diagnostics by file, place and code. */
  sorted(): readonly Diagnostic[];
}

interface Found {
  readonly diagnostic: Diagnostic;
  readonly uses: Map<string, Span>;
}

export function createReport(): Report {
  const found = new Map<string, Found>();
  let faults = 0;
  let settled = 0;
  return {
    add(complaint, { use, ...span }, message, { hint, severity = "error", related } = {}) {
      if (severity === "error") faults++;
      const key = `${complaint.code} ${placeOf(span)}`;
      const entry = found.get(key) ?? {
        diagnostic: {
          code: complaint.code,
          severity,
          message,
          span,
          why: complaint.why,
          ...(hint === undefined ? {} : { hint }),
          ...(related === undefined ? {} : { related }),
        },
        uses: new Map<string, Span>(),
      };
      found.set(key, entry);
      if (use !== undefined) entry.uses.set(placeOf(use), use);
    },
    hasErrors: () => [...found.values()].some(({ diagnostic }) => diagnostic.severity === "error"),
    repeat: () => {
      faults++;
    },
    faults: () => faults,
    settle: (since) => {
      settled += faults - since;
    },
    unsettled: () => faults - settled,
    sorted: () => [...found.values()].map(withUses).sort(bySource),
  };
}

function withUses({ diagnostic, uses }: Found): Diagnostic {
  if (uses.size === 0) return diagnostic;
  const used = [...uses.values()].sort(bySpan).map((span) => ({ message: "used here", span }));
  return { ...diagnostic, related: [...(diagnostic.related ?? []), ...used] };
}

function placeOf(span: Span): string {
  return `${span.start}-${span.end} ${span.file}`;
}

function bySource(left: Diagnostic, right: Diagnostic): number {
  if (left.span === null || right.span === null) return 0;
  return bySpan(left.span, right.span) || (left.code < right.code ? -1 : 1);
}

/** By file, then place. */
function bySpan(left: Span, right: Span): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.start - right.start || left.end - right.end;
}
