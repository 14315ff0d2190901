// The first stage: from the text of definition files to declarations, without running any of it.
import type { ts } from "ts-morph";
import type { Declaration } from "../ir/declaration.ts";
import type { Checked } from "../ir/diagnostic.ts";
import type { SourceText } from "../ir/span.ts";
import { checkFile } from "./check-file.ts";
import { checkImports } from "./check-imports.ts";
import { codes } from "./codes.ts";
import { BIFOLD, isRelative, type Module, readModule, spanOf } from "./module.ts";
import { parse, reportSyntax } from "./parse.ts";
import { readDeclaration } from "./read-declaration.ts";
import { createReader } from "./read-expression.ts";
import { createReport, type Report } from "./report.ts";
import { createNames, type Names } from "./scope.ts";
import { findMisplaced, findSites, type Site } from "./sites.ts";

/** `value` is null where there are errors; what could be read is there all the same. */
export interface Reading extends Checked<readonly Declaration[]> {
  /** Those of which nothing is missing but parts that are marked as failed. */
  readonly readable: readonly Declaration[];
  /** Published names of the others. */
  readonly lost: ReadonlySet<string>;
  /** Published names of those that are readable with failed parts. */
  readonly partial: ReadonlySet<string>;
}

/**
 * Reads definition files: by file name, then place, whatever the order of `files`. Files that neither import from
 * "bifold" nor are imported by one that does are left alone. Never throws on what authors write.
 */
export function read(files: readonly SourceText[]): Reading {
  const report = createReport();
  const modules = new Map<string, Module>();
  for (const file of [...files].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    modules.set(file.file, readModule(parse(file)));
  }
  const names = createNames(modules);
  const sites: Site[] = [];
  for (const module of definitionFiles(names)) {
    if (module.broken) reportSyntax(module, report);
    else sites.push(...readFile(module, names, report));
  }
  const reader = createReader(report, names, new Map(sites.map((site) => [site.node, site])));
  const readable: Declaration[] = [];
  const lost = new Set<string>();
  const partial = new Set<string>();
  for (const site of sites) {
    reader.restart();
    const [faults, unsettled] = [report.faults(), report.unsettled()];
    const declaration = bounded(site, report, () => readDeclaration(reader, site));
    const name = declaration?.name ?? reader.publishedName(site);
    if (declaration === null || report.unsettled() > unsettled) lost.add(name);
    else {
      readable.push(declaration);
      if (report.faults() > faults) partial.add(name);
    }
  }
  const value = report.hasErrors() ? null : readable;
  return { value, diagnostics: report.sorted(), readable, lost, partial };
}

/** Files that import from "bifold", and those that they import, in order. */
function definitionFiles(names: Names): readonly Module[] {
  const all = [...names.modules.values()];
  const found = new Set(all.filter(mentionsBifold));
  for (const module of found) {
    for (const from of module.dependencies.keys()) {
      const target = isRelative(from) ? names.file(module, from) : null;
      if (target !== null && typeof target !== "string") found.add(target);
    }
  }
  return all.filter((module) => found.has(module));
}

/** A file that cannot be parsed may have lost its imports. */
function mentionsBifold(module: Module): boolean {
  return module.dependencies.has(BIFOLD) || (module.broken && module.text.includes(BIFOLD));
}

/** The declarations of a file, after a complaint of all else that it may not hold. */
function readFile(module: Module, names: Names, report: Report): readonly Site[] {
  const sites = findSites(module, names);
  const misplaced = findMisplaced(module, names, sites);
  const known = new Set<ts.Node>([
    ...sites.map((site) => site.node),
    ...misplaced.map((call) => call.callee),
  ]);
  checkFile(module, known, report);
  checkImports(module, names, report);
  for (const { name, callee } of misplaced) {
    report.add(
      codes.misplacedDeclaration,
      spanOf(module, callee),
      `'${name}' is called inside something else.`,
      {
        hint: `Give it a constant of its own: \`export const name = ${name}({ ... })\`.`,
      },
    );
  }
  return sites;
}

/** Stack exhaustion is a property of what was written, not a fault of the program. */
function bounded(site: Site, report: Report, action: () => Declaration | null): Declaration | null {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    report.add(
      codes.tooLarge,
      spanOf(site.module, site.name),
      "The declaration is nested too deeply to be read.",
      {
        hint: "Split it into several features.",
      },
    );
    return null;
  }
}
