// Lists by name: sorted for the canonical program, and free of doubles.
import type { DeclaredEntry } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";

export function sortedByName<Item extends { readonly name: string }>(
  items: readonly Item[],
): readonly Item[] {
  return [...items].sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
}

/** Reports each name that comes twice, with its first place. */
export function refuseDoubles(
  named: readonly { readonly name: string; readonly nameSpan: Span }[],
  what: string,
  report: Report,
): void {
  const first = new Map<string, Span>();
  for (const { name, nameSpan } of named) {
    const before = first.get(name);
    if (before === undefined) first.set(name, nameSpan);
    else {
      report.add(codes.duplicateField, nameSpan, `There are two ${what} called '${name}'.`, {
        hint: "Rename one of them.",
        related: [{ message: "the first is here", span: before }],
      });
    }
  }
}

export function entryNamed(entries: readonly DeclaredEntry[], name: string): DeclaredEntry | undefined {
  return entries.find((entry) => entry.name === name);
}

/** Of many so many are named. */
const NAMED = 3;

/** "Input 'a'", "Inputs 'a', 'b' and 4 more"; a word for one of them, and their names in quotes. */
export function listOf(word: string, names: readonly string[]): string {
  const [first = "", ...others] = names;
  if (others.length === 0) return `${word} ${first}`;
  const left = names.length - NAMED;
  const shown = left > 1 ? [...names.slice(0, NAMED), `${left} more`] : names;
  return `${word}s ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
