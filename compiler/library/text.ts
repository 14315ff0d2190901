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
