// Complains of what a definition file may not hold at its top level.
import { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { isPackage, type Module, spanOf } from "./module.ts";
import type { Report } from "./report.ts";

const K = ts.SyntaxKind;

/** `known` are the nodes that are complained of as declarations, if at all. */
export function checkFile(module: Module, known: ReadonlySet<ts.Node>, report: Report): void {
  for (const name of module.redeclared) {
    report.add(codes.redeclared, spanOf(module, name), `'${name.text}' is declared twice in this file.`, {
      hint: "Rename or remove one of them.",
    });
  }
  for (const statement of module.syntax.statements) checkStatement(module, statement, known, report);
}

function checkStatement(
  module: Module,
  node: ts.Statement,
  known: ReadonlySet<ts.Node>,
  report: Report,
): void {
  switch (node.kind) {
    case K.FunctionDeclaration:
    case K.InterfaceDeclaration:
    case K.TypeAliasDeclaration:
    case K.EmptyStatement:
      return;
    case K.ClassDeclaration:
    case K.EnumDeclaration:
    case K.ModuleDeclaration:
      report.add(
        codes.class,
        keywordSpan(module, node),
        "Classes, enums and namespaces cannot be used in definitions.",
        {
          hint: "Use constants and functions.",
        },
      );
      return;
  }
  if (ts.isVariableStatement(node)) checkVariables(module, node, known, report);
  else if (ts.isImportDeclaration(node)) checkImportForm(module, node, report);
  else if (ts.isExportDeclaration(node)) checkExportForm(module, node, report);
  else if (ts.isExportAssignment(node)) {
    report.add(codes.importForm, keywordSpan(module, node), "Definitions have no default export.", {
      hint: "Write `export const name = ...`.",
    });
  } else if (!isSilent(node, known)) {
    report.add(codes.statement, keywordSpan(module, node), "This statement would never run.", {
      hint: "Declare values with `export const`.",
    });
  }
}

/** `"use strict"`, and calls that are complained of as misplaced declarations. */
function isSilent(node: ts.Statement, known: ReadonlySet<ts.Node>): boolean {
  if (!ts.isExpressionStatement(node)) return false;
  const { expression } = node;
  return (
    ts.isStringLiteral(expression) || (ts.isCallExpression(expression) && known.has(expression.expression))
  );
}

function checkVariables(
  module: Module,
  statement: ts.VariableStatement,
  known: ReadonlySet<ts.Node>,
  report: Report,
): void {
  const { flags, declarations } = statement.declarationList;
  const isConst = (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  for (const declaration of declarations) {
    if (!isConst && !known.has(declaration)) {
      const word = (flags & ts.NodeFlags.Let) === 0 ? "var" : "let";
      report.add(
        codes.mutableBinding,
        spanOf(module, declaration.name),
        `'${word}' cannot be used in definitions.`,
        {
          hint: "Use `const`.",
        },
      );
    } else if (!ts.isIdentifier(declaration.name)) {
      report.add(
        codes.destructuring,
        spanOf(module, declaration.name),
        "A constant of a file needs one name.",
        {
          hint: "Declare each name with its own `const`.",
        },
      );
    }
  }
}

function checkImportForm(module: Module, node: ts.ImportDeclaration, report: Report): void {
  const clause = node.importClause;
  const from = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : "";
  const hint = `Write \`import { name } from "${from}"\`.`;
  const refuse = (at: ts.Node, message: string) =>
    report.add(codes.importForm, spanOf(module, at), message, { hint });
  if (clause === undefined) refuse(node, "An import without names would never run.");
  // Packages are complained of where their names are used.
  if (clause === undefined || clause.phaseModifier !== undefined || isPackage(from)) return;
  if (clause.name !== undefined) refuse(clause.name, "Definitions have no default exports.");
  if (clause.namedBindings !== undefined && ts.isNamespaceImport(clause.namedBindings)) {
    refuse(clause.namedBindings, "A whole file cannot be imported under one name.");
  }
}

function checkExportForm(module: Module, node: ts.ExportDeclaration, report: Report): void {
  if (node.isTypeOnly) return;
  const clause = node.exportClause;
  if (clause !== undefined && ts.isNamespaceExport(clause)) {
    const message = "A whole file cannot be exported under one name.";
    report.add(codes.importForm, spanOf(module, clause), message, {
      hint: 'Write `export * from "./file.ts"`.',
    });
  }
}

/** The word that a statement begins with. */
function keywordSpan(module: Module, node: ts.Node): Span {
  const { file, start, end } = spanOf(module, node);
  const word = /^[a-z]+\b/.exec(module.text.slice(start, end))?.[0];
  return { file, start, end: word === undefined ? end : start + word.length };
}
