// The line that a diagnostic is about, with its part underlined.
import type { Span } from "../ir/span.ts";
import { lineOf, placeOf } from "./place.ts";

/** Columns of a terminal that a source line may take; the rest is cut off around the underlined part. */
const MAX_WIDTH = 160;

export interface Frame {
  /** `11 | ` */
  readonly gutter: string;
  readonly source: string;
  /** Spaces, then the underline, in columns of the terminal. */
  readonly indent: string;
  readonly underline: string;
}

/** A part that goes over several lines is underlined to the end of its first. */
export function frameOf(text: string, span: Span): Frame {
  const place = placeOf(text, span.start);
  const line = lineOf(text, place.line);
  const start = place.column - 1;
  const end = Math.max(start, Math.min(start + (span.end - span.start), line.trimEnd().length));
  const [before, part, after] = crop(
    shown(line.slice(0, start)),
    shown(line.slice(start, end)),
    shown(line.slice(end)).trimEnd(),
  );
  const gutter = `${place.line} | `;
  return {
    gutter,
    source: before + part + after,
    indent: " ".repeat(gutter.length + widthOf(before)),
    underline: "~".repeat(Math.max(1, widthOf(part))),
  };
}

function crop(before: string, part: string, after: string): readonly [string, string, string] {
  if (widthOf(before + part + after) <= MAX_WIDTH) return [before, part, after];
  const middle = keepStart(part, MAX_WIDTH / 2);
  const room = (MAX_WIDTH - widthOf(middle)) / 2;
  return [keepEnd(before, room), middle, middle === part ? keepStart(after, room) : ""];
}

function keepStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `${take([...text], width).join("")}…`;
}

function keepEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return `…${take([...text].reverse(), width)
    .reverse()
    .join("")}`;
}

function take(characters: readonly string[], width: number): string[] {
  let used = 1;
  return characters.filter((character) => {
    used += widthOf(character);
    return used <= width;
  });
}

/** Tabs as two spaces; no control character of a stranger's file reaches the terminal. */
export function shown(text: string): string {
  return text.replaceAll("\t", "  ").replace(CONTROLS, "\uFFFD");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about.
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Columns that a terminal gives to a text: none to combining marks, two to East Asian and emoji. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}|[\u{20000}-\u{3FFFD}]/u;
