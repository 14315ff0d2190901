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
