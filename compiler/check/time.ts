// Reads durations and instants, and says what is wrong with them at their place.
import type { DeclaredExpression, DeclaredText } from "../ir/declaration.ts";
import { isTooLong, LONGEST_DURATION, parseDuration, parseInstant } from "../library/time-text.ts";
import { type Complaint, codes } from "./codes.ts";
import type { Report } from "./report.ts";

export const DURATION_FORM = 'Write a whole number and one of us, ms, s, m, h, d, w, as in "6h".';

/** An instant as expressions spell it, for hints: no window reaches it. */
export const LONG_AGO = 'timestamp("1970-01-01")';
/** What is known then is never seen. */
const NEVER = 'timestamp("2200-01-01")';

/** A time of rows: what messages call it, and what it falls back on. */
export interface RowTime {
  readonly what: string;
  readonly hint: string;
  readonly instant: string;
}

export const EVENT_TIME: RowTime = {
  what: "Event time",
  hint: `Drop \`.nullable()\` of the column, or fall back, as in \`x ?? ${LONG_AGO}\`.`,
  instant: LONG_AGO,
};
export const AVAILABILITY: RowTime = {
  what: "Availability",
  hint: `Fall back to a time that is late enough, as in \`x ?? ${NEVER}\`.`,
  instant: NEVER,
};

/** Microseconds; null after reporting. `what` names the place, as in "A ttl". */
export function readDuration(
  { text, span }: DeclaredText,
  what: string,
  report: Report,
  { complaint = codes.badDuration, least = 1 }: { complaint?: Complaint; least?: 0 | 1 } = {},
): number | null {
  const us = parseDuration(text);
  if (us === null && isTooLong(text)) {
    const hint = `The longest duration is "${LONGEST_DURATION}".`;
    report.add(complaint, span, `${what} cannot be '${text}': that is too long.`, { hint });
  } else if (us === null) {
    report.add(complaint, span, `${what} cannot be '${text}': that is no duration.`, { hint: DURATION_FORM });
  } else if (us < least) {
    report.add(complaint, span, `${what} must be longer than zero.`, { hint: DURATION_FORM });
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

/** The text of a string literal with its place. */
export function literalText(node: DeclaredExpression): DeclaredText | null {
  if (node.kind !== "literal" || node.value.type !== "string") return null;
  return { text: node.value.value, span: node.span };
}
