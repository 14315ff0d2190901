// Finds the declarations of a file: top-level constants whose value is a call of a constructor.
import { ts } from "ts-morph";
import type { DeclarationKind } from "../ir/declaration.ts";
import { CONSTRUCTORS } from "./constructors.ts";
import type { Module } from "./module.ts";
import type { Names } from "./scope.ts";

/** One declaration as it stands in a file. */
export interface Site {
  readonly module: Module;
  readonly kind: DeclarationKind;
  /** `entity`, `featureView` */
  readonly constructorName: string;
  readonly node: ts.VariableDeclaration;
  readonly name: ts.Identifier;
  readonly call: ts.CallExpression;
  readonly exportedName: string;
  readonly isExported: boolean;
  readonly isConst: boolean;
}

/** A call of a constructor anywhere in the file: its name, and the identifier that is called. */
export interface ConstructorCall {
  readonly name: string;
  readonly callee: ts.Identifier;
}

export function findSites(module: Module, names: Names): readonly Site[] {
  const constructors = constructorsOf(module, names);
  const exportedNames = new Map<string, string>();
  for (const [name, entry] of module.exports) {
    if (entry.kind === "local" && !exportedNames.has(entry.local)) exportedNames.set(entry.local, name);
  }
  const sites: Site[] = [];
  for (const statement of module.syntax.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const { flags, declarations } = statement.declarationList;
    const isConst = (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
    for (const node of declarations) {
      const { name } = node;
      const call = callOf(node.initializer);
      if (!ts.isIdentifier(name) || call === null || !ts.isIdentifier(call.expression)) continue;
      const constructorName = constructors.get(call.expression.text);
      const kind = constructorName === undefined ? undefined : CONSTRUCTORS[constructorName];
      if (constructorName === undefined || kind === undefined) continue;
      const exportedName = exportedNames.get(name.text);
      sites.push({
        module,
        kind,
        constructorName,
        node,
        name,
        call,
        exportedName: exportedName ?? name.text,
        isExported: exportedName !== undefined,
        isConst,
      });
    }
  }
  return sites;
}

/** Calls of constructors that are not the value of a top-level constant, however deep they stand. */
export function findMisplaced(
  module: Module,
  names: Names,
  sites: readonly Site[],
): readonly ConstructorCall[] {
  const constructors = constructorsOf(module, names);
  const placed = new Set(sites.map((site) => site.call));
  const misplaced: ConstructorCall[] = [];
  // A list of its own instead of descent: definitions may be nested deeper than the stack.
  const open: ts.Node[] = constructors.size === 0 ? [] : [module.syntax];
  const push = (child: ts.Node) => void open.push(child);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && !placed.has(node)) {
      const name = constructors.get(node.expression.text);
      if (name !== undefined) misplaced.push({ name, callee: node.expression });
    }
    ts.forEachChild(node, push);
  }
  return misplaced;
}

/** The call that an initializer is, without parentheses and `satisfies`. */
function callOf(node: ts.Expression | undefined): ts.CallExpression | null {
  let at = node;
  while (at !== undefined && (ts.isParenthesizedExpression(at) || ts.isSatisfiesExpression(at))) {
    at = at.expression;
  }
  return at !== undefined && ts.isCallExpression(at) ? at : null;
}

/** The constructors that a file can call: local name -> name in "bifold". */
function constructorsOf(module: Module, names: Names): ReadonlyMap<string, string> {
  const constructors = new Map<string, string>();
  for (const [local, binding] of module.bindings) {
    if (binding.kind !== "import") continue;
    const target = names.local(module, local);
    if (target?.kind === "bifold" && Object.hasOwn(CONSTRUCTORS, target.name)) {
      constructors.set(local, target.name);
    }
  }
  return constructors;
}
