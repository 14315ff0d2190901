// The body of a function: constants, then one value.
import { ts } from "ts-morph";
import { bindErrors, bindPattern } from "./bind.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { namesIn } from "./module.ts";
import { ERROR, type Scope, type Value } from "./value.ts";

const K = ts.SyntaxKind;
const AGGREGATE = "Aggregate rows with `sum`, `count` or `max`, or write the cases out.";
const CONDITION = "Write `condition ? a : b`.";
const NO_ERRORS = "Return null for a value that is not known.";

const REFUSED: ReadonlyMap<ts.SyntaxKind, readonly [what: string, hint: string]> = new Map([
  [K.IfStatement, ["An 'if' statement", CONDITION]],
  [K.SwitchStatement, ["A 'switch' statement", CONDITION]],
  [K.ForStatement, ["A loop", AGGREGATE]],
  [K.ForOfStatement, ["A loop", AGGREGATE]],
  [K.ForInStatement, ["A loop", AGGREGATE]],
  [K.WhileStatement, ["A loop", AGGREGATE]],
  [K.DoStatement, ["A loop", AGGREGATE]],
  [K.TryStatement, ["A 'try' statement", NO_ERRORS]],
  [K.ThrowStatement, ["A 'throw' statement", NO_ERRORS]],
  [K.Block, ["A block", "Move its constants one level up."]],
]);

/** Statements that are there for the type checker alone. */
const TYPES_ONLY: ReadonlySet<ts.SyntaxKind> = new Set([
  K.EmptyStatement,
  K.TypeAliasDeclaration,
  K.InterfaceDeclaration,
]);

/** The value that the block returns, read with its constants. */
export function readBlock(context: Context, block: ts.Block, scope: Scope): Value {
  declareNames(block, scope);
  let refused = false;
  for (const [index, statement] of block.statements.entries()) {
    if (ts.isReturnStatement(statement)) {
      const rest = block.statements[index + 1];
      if (rest !== undefined) {
        refuse(context, scope, codes.statement, rest, "This line is never reached.", { hint: "Remove it." });
      }
      if (statement.expression !== undefined) {
        const value = context.read(statement.expression, scope);
        return refused ? ERROR : value;
      }
      return refuse(context, scope, codes.functionForm, statement, "The function returns nothing here.", {
        hint: "Return a value, or null.",
      });
    }
    if (!readStatement(context, statement, scope)) refused = true;
  }
  if (refused) return ERROR;
  return refuse(context, scope, codes.functionForm, block, "The function never returns a value.", {
    hint: "End it with `return`.",
  });
}

/** Names of the whole block are known from its start, but have no value before their line. */
function declareNames(block: ts.Block, scope: Scope): void {
  for (const statement of block.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) {
        for (const { text } of namesIn(name)) scope.names.set(text, "pending");
      }
    } else if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
      const { text } = statement.name;
      scope.names.set(text, { kind: "function", node: statement, scope, name: text });
    }
  }
}

/** False where the statement was refused. */
function readStatement(context: Context, statement: ts.Statement, scope: Scope): boolean {
  if (ts.isVariableStatement(statement)) return readVariables(context, statement.declarationList, scope);
  if (ts.isFunctionDeclaration(statement) || TYPES_ONLY.has(statement.kind)) return true;
  if (ts.isExpressionStatement(statement)) {
    // What the line does is the cause; only a line that does nothing wrong is complained of for itself.
    if (context.read(statement.expression, scope).kind !== "error") {
      refuse(context, scope, codes.statement, statement, "The value of this line is not used.", {
        hint: "Remove the line, or give its value a name with `const`.",
      });
    }
    return false;
  }
  if (ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) {
    refuse(
      context,
      scope,
      codes.class,
      statement.name ?? statement,
      "Classes and enums cannot be used in definitions.",
      {
        hint: "Use constants and functions.",
      },
    );
    return false;
  }
  const [what, hint] = REFUSED.get(statement.kind) ?? ["This statement", "Use `const` and `return`."];
  const keyword = statement.getFirstToken(scope.module.syntax) ?? statement;
  refuse(context, scope, codes.statement, keyword, `${what} cannot be used in a feature.`, { hint });
  return false;
}

function readVariables(context: Context, list: ts.VariableDeclarationList, scope: Scope): boolean {
  const isConst = (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  if (!isConst) {
    const word = (list.flags & ts.NodeFlags.Let) === 0 ? "var" : "let";
    const message = `'${word}' cannot be used in definitions.`;
    refuse(context, scope, codes.mutableBinding, list, message, { hint: "Use `const`." });
    for (const { name } of list.declarations) bindErrors(name, scope);
    return false;
  }
  for (const { name, initializer } of list.declarations) {
    const value: Value =
      initializer === undefined
        ? refuse(context, scope, codes.syntax, name, "A constant needs a value.")
        : context.read(initializer, scope);
    bindPattern(context, name, value, scope);
  }
  return true;
}
