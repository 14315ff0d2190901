// Names that every JavaScript program has, and what to do instead of those that features cannot use.

/** Their functions are called by full name; the checker knows which of them exist. */
export const NAMESPACES: ReadonlySet<string> = new Set(["Math", "Number"]);

/** Called by themselves, as conversions. */
export const CONVERSIONS: ReadonlySet<string> = new Set(["Number", "String", "Boolean"]);

const CLOCK = "Use a timestamp of the row or of the request, such as `request.at.hour()`.";
const NOISE = "Add noise in the trainer, or declare it as a source column.";
const OUTSIDE = "Declare what it would bring as a column of a source, or as a field of the request.";

/** What gives another value each time, or reaches outside: name, or name and member -> the way out. */
const IMPURE: Readonly<Record<string, string>> = {
  Date: CLOCK,
  Temporal: CLOCK,
  performance: CLOCK,
  "Math.random": NOISE,
  crypto: NOISE,
  process: OUTSIDE,
  fetch: OUTSIDE,
  require: OUTSIDE,
  console: "Compile, and look at the values with `bifold dataset`.",
  globalThis: OUTSIDE,
  window: OUTSIDE,
  document: OUTSIDE,
  navigator: OUTSIDE,
  localStorage: OUTSIDE,
  setTimeout: OUTSIDE,
  setInterval: OUTSIDE,
  setImmediate: OUTSIDE,
  queueMicrotask: OUTSIDE,
  XMLHttpRequest: OUTSIDE,
  WebSocket: OUTSIDE,
  Deno: OUTSIDE,
  Bun: OUTSIDE,
  eval: OUTSIDE,
  Function: "Write the function out: a helper that is an expression is inlined.",
};

const PLAIN = "Write numbers, strings, booleans, lists and objects out.";

/** What is pure but has no counterpart in SQL: name -> the way out. */
const REFUSED: Readonly<Record<string, string>> = {
  isNaN: "Write `Number.isNaN(x)`.",
  isFinite: "Write `Number.isFinite(x)`.",
  parseInt: "Write `parseInteger(text)`, which is null where the text is no whole number.",
  parseFloat: "Write `parseNumber(text)`, which is null where the text is no number.",
  BigInt: "Whole numbers are t.int64, exact up to 2^53 - 1.",
  NaN: "Write `null` for a value that is not known, or test with `Number.isNaN(x)`.",
  Infinity: "Write a bound of your own, or test with `Number.isFinite(x)`.",
  JSON: "Declare each part of the document as a column of the source.",
  Intl: "Format where the value is shown.",
  RegExp: 'Write `matches(text, "^[A-Z]{3}$")`.',
  "Object.assign": "Write `{ ...a, ...b }`.",
  Object: PLAIN,
  Array: PLAIN,
  Symbol: PLAIN,
  Map: PLAIN,
  Set: PLAIN,
  WeakMap: PLAIN,
  WeakSet: PLAIN,
  Promise: PLAIN,
  Error: "Return null for a value that is not known.",
  Reflect: PLAIN,
  Proxy: PLAIN,
  Buffer: PLAIN,
  URL: "Use `includes`, `startsWith` or `endsWith` on the string.",
  encodeURIComponent: PLAIN,
  decodeURIComponent: PLAIN,
  structuredClone: PLAIN,
  arguments: "Name the parameters.",
};

export interface Refusal {
  readonly impure: boolean;
  readonly hint: string;
}

/** Why a global cannot be used, by its name or `Name.member`; null for names that no program has, and for usable ones. */
export function refusalOf(name: string): Refusal | null {
  const impure = Object.hasOwn(IMPURE, name) ? IMPURE[name] : undefined;
  if (impure !== undefined) return { impure: true, hint: impure };
  const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  return refused === undefined ? null : { impure: false, hint: refused };
}

/** `Math.PI` and its like; null for anything else. */
export function constantOf(name: string): number | null {
  const [namespace = "", member = ""] = name.split(".");
  const home: object | null = namespace === "Math" ? Math : namespace === "Number" ? Number : null;
  if (home === null || !Object.hasOwn(home, member)) return null;
  const value: unknown = Reflect.get(home, member);
  return typeof value === "number" ? value : null;
}
