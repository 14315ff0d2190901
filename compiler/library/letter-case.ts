// Letter case as DuckDB has it: one character to one character, whatever Unicode version JavaScript follows.
import { TO_LOWER, TO_UPPER } from "./tables/letter-case.ts";

const BEYOND_ASCII = /[^\0-\x7f]/;

export function lowerText(text: string): string {
  return BEYOND_ASCII.test(text) ? mapCharacters(text, LOWER) : text.toLowerCase();
}

export function upperText(text: string): string {
  return BEYOND_ASCII.test(text) ? mapCharacters(text, UPPER) : text.toUpperCase();
}

const LOWER = expand(TO_LOWER);
const UPPER = expand(TO_UPPER);

function mapCharacters(text: string, map: ReadonlyMap<string, string>): string {
  let result = "";
  for (const character of text) result += map.get(character) ?? character;
  return result;
}

/** Runs of four numbers: first and last code point, the step between them, and how far each is moved. */
function expand(runs: readonly number[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (let at = 0; at < runs.length; at += 4) {
    const [first = 0, last = 0, step = 1, by = 0] = runs.slice(at, at + 4);
    for (let code = first; code <= last; code += step) {
      map.set(String.fromCodePoint(code), String.fromCodePoint(code + by));
    }
  }
  return map;
}
