// The layers of the house hold: who may import whom, no cycles, small files; and the rule bites where it is broken.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ts } from "ts-morph";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");
const FOLDERS = ["compiler", "runtime", "definitions", "generated"];
const MOST_LINES = 300;

/** File, relative to the root -> its text. */
type Files = ReadonlyMap<string, string>;

interface Import {
  readonly from: string;
  /** A file relative to the root, or a package's name. */
  readonly to: string;
  readonly relative: boolean;
  readonly typeOnly: boolean;
}

/** The layer of a file: the longest of these that its path begins with. */
const LAYERS = [
  "compiler/ir",
  "compiler/library",
  "compiler/language",
  "compiler/frontend",
  "compiler/diff",
  "compiler/diagnostics",
  "compiler/check",
  "compiler/plan",
  "compiler/backends",
  "compiler/compile.ts",
  "runtime/cli",
  "runtime",
  "generated",
  "definitions",
];

/** Beside itself. `type:` allows imports of types alone. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "compiler/ir": [],
  "compiler/library": ["compiler/ir"],
  "compiler/language": ["type:compiler/ir", "type:compiler/library"],
  "compiler/frontend": ["compiler/ir", "compiler/library"],
  "compiler/diff": ["compiler/ir"],
  "compiler/diagnostics": ["compiler/ir"],
  "compiler/check": ["compiler/ir", "compiler/library"],
  "compiler/plan": ["compiler/ir", "compiler/library"],
  "compiler/backends": ["compiler/ir", "compiler/library"],
  "compiler/compile.ts": LAYERS.filter((layer) => layer.startsWith("compiler/")),
  runtime: ["type:compiler/ir", "compiler/library"],
  "runtime/cli": LAYERS,
  generated: ["bifold"],
  definitions: ["bifold"],
};

/** Folders below these that know nothing of one another. */
const STRANGERS: Readonly<Record<string, readonly string[]>> = {
  runtime: ["offline", "online", "model", "tracking", "registry"],
  "compiler/backends": ["sql", "typescript", "openapi", "manifest"],
};

/** Only these may import a package that the rest of the house must not depend on. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "ts-morph": ["compiler/frontend/"],
  "@duckdb/node-api": ["runtime/offline/", "definitions/trainers/"],
  lmdb: ["runtime/online/"],
  ioredis: ["runtime/online/"],
  "onnxruntime-node": ["runtime/model/"],
  libsql: ["runtime/database/"],
  commander: ["runtime/cli/"],
  yaml: ["runtime/project/", "compiler/backends/openapi/"],
};

function readHouse(): Files {
  const files = new Map<string, string>();
  for (const folder of FOLDERS) {
    const entries = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" });
    for (const entry of entries.filter((name) => name.endsWith(".ts"))) {
      const file = path.posix.join(folder, entry.split(path.sep).join("/"));
      files.set(file, readFileSync(path.join(ROOT, file), "utf8"));
    }
  }
  return files;
}

const known = new WeakMap<Files, readonly Import[]>();

function importsOf(files: Files): readonly Import[] {
  const before = known.get(files);
  if (before !== undefined) return before;
  const imports = [...files].flatMap(([from, text]) => {
    const source = ts.createSourceFile(from, text, ts.ScriptTarget.ESNext);
    const found: Import[] = [];
    const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
      if (specifier === undefined || !ts.isStringLiteral(specifier)) return;
      const name = specifier.text;
      const relative = name.startsWith(".");
      const to = relative ? path.posix.join(path.posix.dirname(from), name) : packageOf(name);
      found.push({ from, to, relative, typeOnly });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
      else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
      else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
        add(node.argument.literal, true);
      else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        add(node.arguments[0], false);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
  known.set(files, imports);
  return imports;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

/** `@scope/name/part` -> `@scope/name`; `bifold/serving` -> `bifold`. */
function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function layerOf(file: string): string | null {
  const layers = LAYERS.filter((layer) => file === layer || file.startsWith(`${layer}/`));
  return layers.sort((left, right) => right.length - left.length)[0] ?? null;
}

/** One sentence a broken rule. */
function violations(files: Files): readonly string[] {
  return importsOf(files).flatMap((edge) => {
    const { from, to, relative, typeOnly } = edge;
    const layer = layerOf(from);
    if (layer === null) return [`${from} is in no layer`];
    const allowed = MAY_IMPORT[layer] ?? [];
    const packages = PACKAGES[to];
    if (packages !== undefined && !packages.some((folder) => from.startsWith(folder))) {
      return [`${from} imports the package ${to}, which belongs to ${packages.join(", ")}`];
    }
    if (to === "bifold")
      return layer === "generated" || layer === "definitions" ? [] : [`${from} imports bifold`];
    const target = layerOf(to);
    if (target === null) return relative ? [`${from} imports ${to}, which is in no layer`] : [];
    if (target === layer) return strangers(edge);
    if (allowed.includes(target) || (typeOnly && allowed.includes(`type:${target}`))) return [];
    return [
      `${from} imports ${to}: ${layer} may not import ${target}${typeOnly ? "" : " (but types, perhaps)"}`,
    ];
  });
}

function strangers({ from, to }: Import): readonly string[] {
  return Object.entries(STRANGERS).flatMap(([parent, folders]) => {
    const [left, right] = [from, to].map((file) =>
      folders.find((name) => file.startsWith(`${parent}/${name}/`)),
    );
    if (left === undefined || right === undefined || left === right) return [];
    return [`${from} imports ${to}: ${parent}/${left} and ${parent}/${right} never import one another`];
  });
}

/** A path of imports, of types too, that leads back to its beginning; null where there is none. */
function cycle(files: Files): readonly string[] | null {
  const edges = new Map<string, string[]>();
  for (const { from, to } of importsOf(files)) {
    if (files.has(to)) edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const way: string[] = [];
  const walk = (file: string): readonly string[] | null => {
    if (done.has(file)) return null;
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    way.push(file);
    for (const next of edges.get(file) ?? []) {
      const found = walk(next);
      if (found !== null) return found;
    }
    way.pop();
    done.add(file);
    return null;
  };
  for (const file of files.keys()) {
    const found = walk(file);
    if (found !== null) return found;
  }
  return null;
}

const house = readHouse();

test("the whole house was read", () => {
  for (const folder of ["compiler", "runtime", "definitions", "generated"]) {
    const count = [...house.keys()].filter((file) => file.startsWith(`${folder}/`)).length;
    expect(count, folder).toBeGreaterThan(
      { compiler: 150, runtime: 120, definitions: 8, generated: 5 }[folder] ?? 0,
    );
  }
  expect(importsOf(house).length).toBeGreaterThan(1_000);
});

test("every file imports only what its layer may", () => {
  expect(violations(house)).toEqual([]);
});

test("no imports go in circles", () => {
  expect(cycle(house)).toBeNull();
});

test(`no file has more than ${MOST_LINES} lines`, () => {
  // Tables and kernels are written by tests from DuckDB and from their one source: nobody reads them through.
  const written =
    /^generated\/|^compiler\/language\/zone-names\.ts$|^compiler\/library\/(tables\/|kernels\/generated\.ts$)/;
  const long = [...house]
    .filter(([file, text]) => !written.test(file) && text.split("\n").length - 1 > MOST_LINES)
    .map(([file]) => file);
  expect(long).toEqual([]);
});

test("every file opens with a comment that says what it is for", () => {
  const mute = [...house].filter(([, text]) => !text.startsWith("// ")).map(([file]) => file);
  expect(mute).toEqual([]);
});

test.each([
  ["a stage that imports another", "compiler/check/planted.ts", 'import { plan } from "../plan/plan.ts";'],
  ["a type of another stage", "compiler/plan/planted.ts", 'import type { A } from "../check/check.ts";'],
  [
    "the compiler in the runtime",
    "runtime/serving/planted.ts",
    'import { compile } from "../../compiler/compile.ts";',
  ],
  [
    "values of the IR in the runtime",
    "runtime/offline/planted.ts",
    'import { a } from "../../compiler/ir/span.ts";',
  ],
  [
    "strangers of the runtime",
    "runtime/offline/planted.ts",
    'import type { A } from "../online/contract.ts";',
  ],
  [
    "strangers of the backends",
    "compiler/backends/sql/planted.ts",
    'import { a } from "../manifest/emit-manifest.ts";',
  ],
  ["a dynamic import", "runtime/online/planted.ts", 'const a = await import("../model/session.ts");'],
  ["a re-export", "compiler/frontend/planted.ts", 'export { check } from "../check/check.ts";'],
  ["a package out of place", "compiler/check/planted.ts", 'import { Project } from "ts-morph";'],
  [
    "the runtime in definitions",
    "definitions/planted.ts",
    'import { serve } from "../runtime/serving/serve.ts";',
  ],
  [
    "a file outside of the house",
    "compiler/ir/planted.ts",
    'import { a } from "../../test/harness/worlds.ts";',
  ],
])("the rule bites: %s", (_, file, text) => {
  expect(violations(new Map([[file, text]]))).toHaveLength(1);
});

test("the rule bites: a circle of two files", () => {
  const planted = new Map([
    ["compiler/plan/a.ts", 'import { b } from "./b.ts";'],
    ["compiler/plan/b.ts", 'export type { a as b } from "./a.ts";'],
  ]);
  expect(cycle(planted)).toEqual(["compiler/plan/a.ts", "compiler/plan/b.ts", "compiler/plan/a.ts"]);
});
