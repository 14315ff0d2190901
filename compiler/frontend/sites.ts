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
      const constructorName = call && constructorOf(call, module, names);
      if (!ts.isIdentifier(name) || call === null || constructorName == null) continue;
      const kind = CONSTRUCTORS[constructorName];
      if (kind === undefined) continue;
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
  const placed = new Set(sites.map((site) => site.call));
  const misplaced: ConstructorCall[] = [];
  // A list of its own instead of descent: definitions may be nested deeper than the stack.
  const open: ts.Node[] = [module.syntax];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && !placed.has(node)) {
      const name = constructorOf(node, module, names);
      if (name !== null) misplaced.push({ name, callee: node.expression });
    }
    ts.forEachChild(node, (child) => void open.push(child));
  }
  return misplaced;
}

/** The call that an initializer is, without parentheses and `satisfies`. */
function callOf(node: ts.Expression | undefined): ts.CallExpression | null {
  let at = node;
  while (at !== undefined && (ts.isParenthesizedExpression(at) || ts.isSatisfiesExpression(at)))
    at = at.expression;
  return at !== undefined && ts.isCallExpression(at) ? at : null;
}

/** The constructor that is called, by its name in "bifold". */
function constructorOf(call: ts.CallExpression, module: Module, names: Names): string | null {
  if (!ts.isIdentifier(call.expression)) return null;
  const target = names.local(module, call.expression.text);
  return target?.kind === "bifold" && Object.hasOwn(CONSTRUCTORS, target.name) ? target.name : null;
}
