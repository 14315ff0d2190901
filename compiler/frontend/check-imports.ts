// Complains of imports and exports that lead nowhere.
import { didYouMean } from "../library/nearest-name.ts";
import { peerName } from "../library/peer-names.ts";
import { codes } from "./codes.ts";
import { EXPORTS } from "./exports.ts";
import { BIFOLD, type Handed, isRelative, type Module, spanOf } from "./module.ts";
import type { Report } from "./report.ts";
import type { Names } from "./scope.ts";

/** Each file and each name that is imported, or exported again, must exist. */
export function checkImports(module: Module, names: Names, report: Report): void {
  for (const [from, node] of module.dependencies) {
    const wanted = isRelative(from) ? names.file(module, from) : module;
    if (typeof wanted !== "string") continue;
    report.add(codes.missingFile, spanOf(module, node), `There is no definition file '${wanted}'.`, {
      hint: fileHint(names, from, wanted),
    });
  }
  for (const binding of module.bindings.values()) {
    if (binding.kind === "import") checkName(module, names, binding, report);
  }
  for (const [name, entry] of module.exports) {
    if (entry.kind === "from") checkName(module, names, entry, report);
    else if (!module.bindings.has(entry.local)) {
      report.add(codes.missingExport, spanOf(module, entry.node), `There is no '${entry.local}' to export.`, {
        hint: didYouMean(entry.local, module.bindings.keys()) ?? `Declare it, or do not export '${name}'.`,
      });
    }
  }
  for (const { from, node } of module.stars) {
    if (isRelative(from)) continue;
    report.add(codes.importForm, spanOf(module, node), `The names of "${from}" are not known here.`, {
      hint: `Write \`export { name } from "${from}"\`.`,
    });
  }
}

function checkName(module: Module, names: Names, { from, imported, node }: Handed, report: Report): void {
  const found = names.imported(module, from, imported);
  if (found.kind !== "miss") return;
  const { miss } = found;
  if (miss.kind === "vocabulary") {
    const message = `"${BIFOLD}" exports nothing called '${imported}'.`;
    report.add(codes.missingExport, spanOf(module, node), message, {
      hint: peerName("function", imported) ?? didYouMean(imported, EXPORTS),
    });
  } else if (miss.kind === "export") {
    report.add(
      codes.missingExport,
      spanOf(module, node),
      `'${miss.module.file}' exports nothing called '${imported}'.`,
      {
        hint:
          didYouMean(imported, miss.module.exports.keys()) ??
          (miss.module.bindings.has(imported) ? "Export it there." : "Declare it there with `export const`."),
      },
    );
  } else if (miss.kind === "cycle" && miss.files.toSorted()[0] === module.file) {
    const path = [...miss.files, miss.files[0]].join(" -> ");
    report.add(codes.cycle, spanOf(module, node), `'${imported}' is only handed on in a circle: ${path}.`, {
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
