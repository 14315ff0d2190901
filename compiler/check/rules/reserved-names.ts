// Names that the generated SQL keeps for itself, which no column and no source may have.
import type { DeclaredSource, DeclaredUnion } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import type { Report } from "../report.ts";
import type { Rule } from "./rule.ts";

/** Columns that statements put beside those of a file. */
const RESERVED_COLUMN = /^__/;
/** Relations that statements read beside sources: what is asked, and with its instants as numbers. */
const RESERVED_RELATIONS: ReadonlySet<string> = new Set(["spine", "timed_spine"]);

/** Names of all else are published: their form leaves no room for such ones. */
export const reservedNames: Rule = ({ catalog, report }) => {
  for (const source of catalog.all("source")) {
    refuseRelation(source, "source", report);
    refuseColumns(
      source,
      "Rename it in the file; a file that others write can be copied under other names.",
      report,
    );
  }
  for (const union of catalog.all("union")) {
    refuseRelation(union, "union", report);
    refuseColumns(union, "Choose another name.", report);
  }
};

function refuseRelation(
  { name, nameSpan }: DeclaredSource | DeclaredUnion,
  what: string,
  report: Report,
): void {
  if (!RESERVED_RELATIONS.has(name)) return;
  report.add(codes.reservedRelation, nameSpan, `A ${what} cannot be called '${name}'.`, {
    hint: `Choose another name, such as '${name}_rows'; \`name:\` gives one that differs from the constant's.`,
  });
}

function refuseColumns(
  { name, columns }: DeclaredSource | DeclaredUnion,
  hint: string,
  report: Report,
): void {
  for (const column of columns) {
    if (!RESERVED_COLUMN.test(column.name)) continue;
    report.add(
      codes.reservedColumn,
      column.nameSpan,
      `Column '${column.name}' of '${name}' has a reserved name.`,
      { hint },
    );
  }
}
