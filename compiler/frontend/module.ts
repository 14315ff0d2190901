// One file's names: what it binds, imports and exports, without looking at any other file.
import { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import type { ParsedFile } from "./parse.ts";

/** What authors import the vocabulary from. */
export const BIFOLD = "bifold";

/** What a top-level name stands for. `refused` names were complained of where they stand. */
type Binding =
  | { readonly kind: "const"; readonly node: ts.VariableDeclaration; readonly name: ts.Identifier }
  | { readonly kind: "function"; readonly node: ts.FunctionDeclaration; readonly name: ts.Identifier }
  | ({ readonly kind: "import" } & Handed)
  | { readonly kind: "refused"; readonly node: ts.Node };

/** What an exported name stands for: a local name, or a name of another file. */
type Export =
  | { readonly kind: "local"; readonly local: string; readonly node: ts.Node }
  | ({ readonly kind: "from" } & Handed);

/** A name of another file. */
export interface Handed {
  readonly from: string;
  readonly imported: string;
  readonly node: ts.Node;
}

export interface Module extends ParsedFile {
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly exports: ReadonlyMap<string, Export>;
  /** `export * from` */
  readonly stars: readonly { readonly from: string; readonly node: ts.Node }[];
  /** What values are imported or exported from, each with its first place. */
  readonly dependencies: ReadonlyMap<string, ts.Node>;
  /** Names bound more than once, at their second place. */
  readonly redeclared: readonly ts.Identifier[];
}

export function spanOf(module: ParsedFile, node: ts.Node): Span {
  return { file: module.file, start: node.getStart(module.syntax), end: node.end };
}

/** The text of a node as it is written. */
export function textOf(module: ParsedFile, node: ts.Node): string {
  return module.text.slice(node.getStart(module.syntax), node.end);
}

/** Lists a file's names. */
export function readModule(parsed: ParsedFile): Module {
  const bindings = new Map<string, Binding>();
  const exports = new Map<string, Export>();
  const stars: { from: string; node: ts.Node }[] = [];
  const dependencies = new Map<string, ts.Node>();
  const redeclared: ts.Identifier[] = [];

  const bind = (name: ts.Identifier, binding: Binding) => {
    if (bindings.has(name.text)) redeclared.push(name);
    else bindings.set(name.text, binding);
  };

  const depend = (specifier: ts.Expression | undefined): string | null => {
    if (specifier === undefined || !ts.isStringLiteral(specifier)) return null;
    if (!dependencies.has(specifier.text)) dependencies.set(specifier.text, specifier);
    return specifier.text;
  };

  const bindVariables = (statement: ts.VariableStatement) => {
    const isConst = (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
    for (const node of statement.declarationList.declarations) {
      if (!ts.isIdentifier(node.name)) {
        for (const name of namesIn(node.name)) bind(name, { kind: "refused", node });
        continue;
      }
      const { name } = node;
      bind(name, isConst ? { kind: "const", node, name } : { kind: "refused", node });
      if (isExported(statement)) exports.set(name.text, { kind: "local", local: name.text, node: name });
    }
  };

  const bindImport = (statement: ts.ImportDeclaration) => {
    const clause = statement.importClause;
    if (clause?.phaseModifier !== undefined) return;
    const from = depend(statement.moduleSpecifier) ?? "";
    const whole = (name: ts.Identifier, imported: string) =>
      bind(
        name,
        isPackage(from) ? { kind: "import", from, imported, node: name } : { kind: "refused", node: name },
      );
    if (clause?.name !== undefined) whole(clause.name, "default");
    const names = clause?.namedBindings;
    if (names === undefined) return;
    if (ts.isNamespaceImport(names)) return whole(names.name, "*");
    for (const node of names.elements) {
      if (node.isTypeOnly) continue;
      bind(node.name, { kind: "import", from, imported: (node.propertyName ?? node.name).text, node });
    }
  };

  const readExport = (statement: ts.ExportDeclaration) => {
    if (statement.isTypeOnly) return;
    const from = depend(statement.moduleSpecifier);
    const clause = statement.exportClause;
    if (clause === undefined) return void (from !== null && stars.push({ from, node: statement }));
    if (!ts.isNamedExports(clause)) return;
    for (const node of clause.elements) {
      if (node.isTypeOnly) continue;
      const local = (node.propertyName ?? node.name).text;
      exports.set(
        node.name.text,
        from === null ? { kind: "local", local, node } : { kind: "from", from, imported: local, node },
      );
    }
  };

  for (const statement of parsed.syntax.statements) {
    if (ts.isVariableStatement(statement)) bindVariables(statement);
    else if (ts.isImportDeclaration(statement)) bindImport(statement);
    else if (ts.isExportDeclaration(statement)) readExport(statement);
    else if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
      const { name } = statement;
      bind(name, { kind: "function", node: statement, name });
      if (isExported(statement)) exports.set(name.text, { kind: "local", local: name.text, node: name });
    } else if ((ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) && statement.name) {
      bind(statement.name, { kind: "refused", node: statement });
      if (isExported(statement)) {
        exports.set(statement.name.text, { kind: "local", local: statement.name.text, node: statement });
      }
    }
  }
  return { ...parsed, bindings, exports, stars, dependencies, redeclared };
}

/** All identifiers that a pattern binds. */
export function namesIn(pattern: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(pattern)) return [pattern];
  return pattern.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : namesIn(element.name),
  );
}

function isExported(
  statement: ts.VariableStatement | ts.FunctionDeclaration | ts.ClassDeclaration | ts.EnumDeclaration,
) {
  return statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

export function isRelative(specifier: string): boolean {
  return specifier.startsWith("./") || specifier.startsWith("../");
}

/** Neither a file of the project nor the vocabulary: code that would have to run. */
export function isPackage(specifier: string): boolean {
  return !isRelative(specifier) && specifier !== BIFOLD;
}
