// Finds what rows are read from: a source, or a union of sources.
import type { DeclaredReference } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import type { Context } from "./context.ts";
import type { SourceRow } from "./row-scope.ts";

/** A row as `home` reads it; null after reporting. */
export function findRow(reference: DeclaredReference, home: Span, context: Context): SourceRow | null {
  const found = context.catalog.find(reference, "source", "union");
  if (found === null) return null;
  const checked = found.kind === "source" ? context.sources.get(found) : context.unions.get(found);
  return checked === undefined ? null : { source: found.name, home, columns: checked.columns };
}
