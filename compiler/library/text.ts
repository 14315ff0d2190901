// Text operations that JavaScript has no total, code-point form of.

/** What `String.prototype.trim` takes off: WhiteSpace and LineTerminator of ECMAScript. */
export const BLANKS =
  "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

const SURROGATE = /[\ud800-\udfff]/;

/** `slice` by code points, never through the middle of a character. */
export function sliceText(text: string, start: number, end?: number): string {
  return SURROGATE.test(text) ? [...text].slice(start, end).join("") : text.slice(start, end);
}

/** A function, because the formatter breaks long chains of methods. */
export function trimText(text: string): string {
  return text.trim();
}

/** The place of the first `part`, counted in code points; -1 where there is none. */
export function indexOfText(text: string, part: string): number {
  const at = text.indexOf(part);
  return at > 0 && SURROGATE.test(text) ? [...text.slice(0, at)].length : at;
}

/** Filled up with one character to `length` code points, on the left or on the right. */
export function padText(text: string, length: number, fill: string, side: "start" | "end"): string {
  const missing = length - (SURROGATE.test(text) ? [...text].length : text.length);
  if (missing <= 0) return text;
  return side === "start" ? fill.repeat(missing) + text : text + fill.repeat(missing);
}

/** What text must look like to be a number, for both faces: no blanks, no words, no leading plus. */
export const NUMBER_TEXT = "^-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?$";
const NUMBER = new RegExp(NUMBER_TEXT);
/** At most 16 digits: more may not be safe integers. */
export const INTEGER_TEXT = "^-?[0-9]{1,16}$";
const INTEGER = new RegExp(INTEGER_TEXT);

/** A finite number; null where the text is none. */
export function parseNumber(text: string): number | null {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** A safe integer; null where the text is none. */
export function parseInteger(text: string): number | null {
  const value = INTEGER.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value + 0 : null;
}
