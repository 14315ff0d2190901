// Reads durations, windows and instants, and says what is wrong with them at their place.
import type { DeclaredCall, DeclaredExpression, DeclaredText } from "../ir/declaration.ts";
import type { Window } from "../ir/program.ts";
import { parseDuration, parseInstant } from "../library/time-text.ts";
import { type Complaint, codes } from "./codes.ts";
import type { Report } from "./report.ts";

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FORM = 'Write a whole number and one of us, ms, s, m, h, d, w, as in "6h".';

/** Microseconds; null after reporting. `what` names the place, as in "A ttl". */
export function readDuration(
  { text, span }: DeclaredText,
  what: string,
  report: Report,
  { complaint = codes.badDuration, least = 1 }: { complaint?: Complaint; least?: 0 | 1 } = {},
): number | null {
  const us = parseDuration(text);
  if (us === null) {
    report.add(complaint, span, `${what} cannot be '${text}': that is no duration.`, { hint: FORM });
  } else if (us < least) {
    report.add(complaint, span, `${what} must be longer than zero.`, { hint: FORM });
    return null;
  }
  return us;
}

/** Microseconds since 1970; null after reporting. */
export function readInstant({ text, span }: DeclaredText, what: string, report: Report): number | null {
  const us = parseInstant(text);
  if (us === null) {
    report.add(codes.badInstant, span, `${what} cannot be '${text}': that is no instant.`, {
      hint: 'Write ISO 8601, as in "2001-06-01T00:00:00Z"; without a zone it is UTC.',
    });
  }
  return us;
}

/** The window of `aggregation.over(length, { hop })`; null after reporting. */
export function readWindow({ args, span }: DeclaredCall, report: Report): Window | null {
  const [, lengthNode, optionsNode] = args;
  if (lengthNode === undefined || args.length > 3) {
    report.add(codes.badWindow, span, "'over' takes a window, and options after it.", {
      hint: 'Write `.over("6h")`.',
    });
    return null;
  }
  if (lengthNode.kind === "list" && lengthNode.items.length === 0) {
    report.add(codes.badWindow, lengthNode.span, "There is no window in the list.", { hint: FORM });
    return null;
  }
  if (lengthNode.kind === "list") {
    report.add(codes.windowListMisplaced, lengthNode.span, "Several windows can only be a whole feature.", {
      hint: "Give each window its own aggregate in this expression.",
    });
    return null;
  }
  const text = literalText(lengthNode);
  if (text === null) {
    report.add(codes.badWindow, lengthNode.span, "A window must be a literal duration.", { hint: FORM });
    return null;
  }
  const length = readDuration(text, "A window", report, { complaint: codes.badWindow });
  if (length === null) return null;
  if (optionsNode === undefined) return { length, hop: defaultHop(length), before: 0, rows: null };
  const hop = readHop(optionsNode, report);
  if (hop === null) return null;
  if (hop.us <= length) return { length, hop: hop.us, before: 0, rows: null };
  report.add(
    codes.badHop,
    hop.text.span,
    `The hop '${hop.text.text}' is longer than its window '${text.text}'.`,
    {
      hint: "Make the hop at most as long as the window.",
    },
  );
  return null;
}

/** All visible rows. */
export const ALL_ROWS: Window = Object.freeze({ length: null, hop: 1, before: 0, rows: null });

/** DESIGN §3: the tail moves in steps that are small beside the window; a shorter window is its own step. */
function defaultHop(length: number): number {
  const hop = length < 12 * HOUR ? 5 * MINUTE : length < 12 * DAY ? HOUR : DAY;
  return Math.min(hop, length);
}

function readHop(options: DeclaredExpression, report: Report): { us: number; text: DeclaredText } | null {
  const fields = options.kind === "record" ? options.fields : [];
  const unknown = fields.find((field) => field.name !== "hop");
  const value = fields.find((field) => field.name === "hop")?.value;
  const text = value === undefined ? null : literalText(value);
  if (unknown !== undefined || text === null) {
    const span = unknown?.nameSpan ?? value?.span ?? options.span;
    report.add(codes.badHop, span, "A window's only option is its hop, a literal duration.", {
      hint: 'Write `.over("6h", { hop: "10m" })`.',
    });
    return null;
  }
  const us = readDuration(text, "A hop", report, { complaint: codes.badHop });
  return us === null ? null : { us, text };
}

/** The text of a string literal with its place. */
export function literalText(node: DeclaredExpression): DeclaredText | null {
  if (node.kind !== "literal" || node.value.type !== "string") return null;
  return { text: node.value.value, span: node.span };
}
