// From an offset in a file to its line and column.

/** Both from 1; columns count UTF-16 units, as editors and tsc do. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** An offset beyond the text stands at its end. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lines = before.split(LINE_END);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The text of a line, without its end; empty where there is no such line. */
export function lineOf(text: string, line: number): string {
  return text.split(LINE_END)[line - 1] ?? "";
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/;
