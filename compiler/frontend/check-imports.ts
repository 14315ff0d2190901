// Complains of imports and exports that lead nowhere.
import type { ts } from "ts-morph";
import { codes } from "./codes.ts";
import { type Module, spanOf } from "./module.ts";
import type { Report } from "./report.ts";
import { isRelative, type Miss, type Names } from "./scope.ts";
import { didYouMean } from "./suggest.ts";

/** Each name that is imported, or exported again, must exist. */
export function checkImports(module: Module, names: Names, report: Report): void {
  const check = (from: string, imported: string, node: ts.Node) => {
    const found = names.imported(module, from, imported);
    if (found.kind === "miss") reportMiss(module, names, from, imported, node, found.miss, report);
  };
  for (const binding of module.bindings.values()) {
    if (binding.kind === "import") check(binding.from, binding.imported, binding.node);
  }
  for (const [name, entry] of module.exports) {
    if (entry.kind === "from") check(entry.from, entry.imported, entry.node);
    else if (!module.bindings.has(entry.local)) {
      report.add(codes.missingExport, spanOf(module, entry.node), `There is no '${entry.local}' to export.`, {
        hint: didYouMean(entry.local, module.bindings.keys()) ?? `Declare it, or do not export '${name}'.`,
      });
    }
  }
  for (const { from, node } of module.stars) checkStar(module, names, from, node, report);
}

function checkStar(module: Module, names: Names, from: string, node: ts.Node, report: Report): void {
  if (!isRelative(from)) {
    report.add(codes.importForm, spanOf(module, node), `The names of "${from}" are not known here.`, {
      hint: `Write \`export { name } from "${from}"\`.`,
    });
    return;
  }
  const wanted = names.file(module, from);
  if (typeof wanted === "string") {
    reportMiss(module, names, from, "*", node, { kind: "file", wanted }, report);
  }
}

function reportMiss(
  module: Module,
  names: Names,
  from: string,
  imported: string,
  node: ts.Node,
  miss: Miss,
  report: Report,
): void {
  const span = spanOf(module, node);
  switch (miss.kind) {
    case "file":
      report.add(codes.missingFile, span, `There is no definition file '${miss.wanted}'.`, {
        hint: fileHint(names, from, miss.wanted),
      });
      return;
    case "export":
      report.add(codes.missingExport, span, `'${miss.module.file}' exports nothing called '${imported}'.`, {
        hint:
          didYouMean(imported, miss.module.exports.keys()) ??
          (miss.module.bindings.has(imported) ? "Export it there." : "Declare it there with `export const`."),
      });
      return;
    case "cycle":
      report.add(codes.cycle, span, `'${imported}' is only handed from one file to the next, in a circle.`, {
        hint: "Declare it in one of the files.",
      });
  }
}

function fileHint(names: Names, from: string, wanted: string): string {
  const withoutEnding = wanted.replace(/\.[cm]?js$/, "");
  if (names.modules.has(`${withoutEnding}.ts`)) return `Write "${from.replace(/\.[cm]?js$/, "")}.ts".`;
  return (
    didYouMean(wanted, names.modules.keys()) ?? "Create it in the definitions folder, or correct the path."
  );
}
