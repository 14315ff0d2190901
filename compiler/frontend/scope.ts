// From a name in one file to what it stands for, through imports and re-exports of the others.
import type { ts } from "ts-morph";
import { EXPORTS } from "./exports.ts";
import { BIFOLD, isRelative, type Module } from "./module.ts";

/** What a top-level name stands for in the end. `error` was complained of where it arises. */
type Target =
  | {
      readonly kind: "const";
      readonly module: Module;
      readonly node: ts.VariableDeclaration;
      readonly name: ts.Identifier;
    }
  | {
      readonly kind: "function";
      readonly module: Module;
      readonly node: ts.FunctionDeclaration;
      readonly name: ts.Identifier;
    }
  | { readonly kind: "bifold"; readonly name: string }
  | { readonly kind: "package"; readonly from: string }
  | { readonly kind: "error" };

/** Why a name of another file could not be found. */
type Miss =
  | { readonly kind: "file"; readonly wanted: string }
  | { readonly kind: "vocabulary" }
  | { readonly kind: "export"; readonly module: Module }
  | { readonly kind: "cycle"; readonly files: readonly string[] };

export type Resolution = Target | { readonly kind: "miss"; readonly miss: Miss };

export interface Names {
  readonly modules: ReadonlyMap<string, Module>;
  /** What a top-level name of the module stands for; null where it has no such name. */
  local(module: Module, name: string): Resolution | null;
  /** What the file that `from` names exports under `name`. */
  imported(module: Module, from: string, name: string): Resolution;
  /** The file that a relative specifier names, or its path where there is none. */
  file(module: Module, from: string): Module | string;
}

/** The exports that a search has come through, each with its file. */
type Seen = ReadonlyMap<string, string>;

export function createNames(modules: ReadonlyMap<string, Module>): Names {
  const file = (module: Module, from: string): Module | string => {
    const path = joinPath(module.file, from);
    return modules.get(path) ?? path;
  };

  const local = (module: Module, name: string, seen: Seen): Resolution | null => {
    const binding = module.bindings.get(name);
    if (binding === undefined) return null;
    if (binding.kind === "refused") return { kind: "error" };
    if (binding.kind === "import") return imported(module, binding.from, binding.imported, seen);
    return { ...binding, module };
  };

  const imported = (module: Module, from: string, name: string, seen: Seen): Resolution => {
    if (from === BIFOLD) {
      return EXPORTS.has(name) ? { kind: "bifold", name } : { kind: "miss", miss: { kind: "vocabulary" } };
    }
    if (!isRelative(from)) return { kind: "package", from };
    const target = file(module, from);
    if (typeof target === "string") return { kind: "miss", miss: { kind: "file", wanted: target } };
    if (target.broken) return { kind: "error" };
    return exported(target, name, seen);
  };

  const exported = (module: Module, name: string, before: Seen): Resolution => {
    const key = `${name} ${module.file}`;
    if (before.has(key)) return { kind: "miss", miss: { kind: "cycle", files: [...before.values()] } };
    const seen = new Map(before).set(key, module.file);
    const entry = module.exports.get(name);
    if (entry?.kind === "from") return silenced(imported(module, entry.from, entry.imported, seen));
    if (entry?.kind === "local") return silenced(local(module, entry.local, seen) ?? { kind: "error" });
    for (const star of module.stars) {
      if (!isRelative(star.from)) continue;
      const found = imported(module, star.from, name, seen);
      if (found.kind !== "miss") return found;
    }
    return { kind: "miss", miss: { kind: "export", module } };
  };

  const none: Seen = new Map();
  const known = new Map<Module, Map<string, Resolution | null>>();
  const remembered = (module: Module, name: string): Resolution | null => {
    const ofModule = known.get(module) ?? new Map<string, Resolution | null>();
    known.set(module, ofModule);
    const before = ofModule.get(name);
    if (before !== undefined) return before;
    const found = local(module, name, none);
    ofModule.set(name, found);
    return found;
  };

  return {
    modules,
    local: remembered,
    imported: (module, from, name) => imported(module, from, name, none),
    file,
  };
}

/** A file that hands on what it does not get says so itself; nobody else repeats it. */
function silenced(resolution: Resolution): Resolution {
  const missed = resolution.kind === "miss" && resolution.miss.kind !== "cycle";
  return missed ? { kind: "error" } : resolution;
}

/** The path that a relative specifier of `file` names, without `.` and `..`. */
function joinPath(file: string, specifier: string): string {
  const parts = file.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
