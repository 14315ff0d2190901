// Calls: of the vocabulary, of `Math` and its like, of helpers, and of methods of values.
import { ts } from "ts-morph";
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import { codes } from "./codes.ts";
import { typeCalled } from "./column-types.ts";
import { CONSTRUCTORS } from "./constructors.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { toExpression } from "./convert.ts";
import { describe, sentence } from "./describe.ts";
import { evaluate } from "./evaluate.ts";
import { CONVERSIONS } from "./globals.ts";
import { peerName } from "../library/peer-names.ts";
import { propertyOf, readMemberOfGlobal, refuseOptional } from "./properties.ts";
import { readView } from "./read-view.ts";
import { ERROR, expressionValue, type FunctionValue, type Scope, type Value } from "./value.ts";

export function readCall(context: Context, node: ts.CallExpression, scope: Scope): Value {
  if (node.questionDotToken !== undefined) return refuseOptional(context, node.questionDotToken, scope);
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return refuse(context, scope, codes.importForm, node, "'import()' cannot be used in definitions.", {
      hint: "Import the name at the top of the file.",
    });
  }
  const callee = withoutParentheses(node.expression);
  if (ts.isPropertyAccessExpression(callee)) return readMemberCall(context, node, callee, scope);
  const value = context.read(callee, scope);
  switch (value.kind) {
    case "error":
      readArguments(context, node, scope);
      return ERROR;
    case "function":
      return applyTo(context, value, node, scope);
    case "bifold":
      return callVocabulary(context, value.name, node, callee, scope);
    case "reader":
      return readView(context, node, scope);
    case "global":
      if (CONVERSIONS.has(value.name)) return functionCall(context, value.name, node, callee, scope);
  }
  return refuse(context, scope, codes.badCall, callee, `${sentence(describe(value))} cannot be called.`);
}

/** `receiver.name(...)` */
function readMemberCall(
  context: Context,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  scope: Scope,
): Value {
  if (callee.questionDotToken !== undefined) return refuseOptional(context, callee.questionDotToken, scope);
  const refused = readMemberOfGlobal(context, callee, scope);
  if (refused !== null) return refused;
  const receiver = context.read(callee.expression, scope);
  const name = callee.name.text;
  switch (receiver.kind) {
    case "error":
      readArguments(context, node, scope);
      return ERROR;
    case "global":
      return functionCall(context, `${receiver.name}.${name}`, node, callee, scope);
    case "type":
      if (name === "nullable" && node.arguments.length === 0) {
        return { kind: "type", type: { ...receiver.type, nullable: true, span: spanIn(scope, node) } };
      }
      return refuse(context, scope, codes.unknownType, callee.name, `Types have no '${name}'.`, {
        hint: "There is `t.string.nullable()`, for each type.",
      });
    case "row":
      return refuse(
        context,
        scope,
        codes.badCall,
        callee.name,
        `${sentence(describe(receiver))} has no functions.`,
        {
          hint: "Name one of its values without calling it.",
        },
      );
    case "record":
    case "bifold": {
      const called =
        receiver.kind === "bifold" && receiver.name === "t" ? typeCalled(context, name, node, scope) : null;
      if (called !== null) return called;
      const member = propertyOf(context, receiver, name, callee, callee.name, scope);
      if (member.kind === "function") return applyTo(context, member, node, scope);
      if (member.kind === "error") return ERROR;
      return refuse(context, scope, codes.badCall, callee, `${sentence(describe(member))} cannot be called.`);
    }
  }
  const self = toExpression(context, receiver, callee.expression, scope);
  const given = node.arguments.map((argument) => context.read(argument, scope));
  if (self !== null && given.some(({ kind }) => kind === "function")) {
    const message = `Values have no '${name}' that takes a function.`;
    return refuse(context, scope, codes.notValue, callee.name, message, { hint: peerName("method", name) });
  }
  const args = toArguments(context, given, node, scope);
  if (self === null || args === null) return ERROR;
  return expressionValue({
    kind: "call",
    form: "method",
    name,
    args: [self, ...args],
    span: spanIn(scope, node),
    nameSpan: spanIn(scope, callee.name),
  });
}

/** A name imported from "bifold". */
function callVocabulary(
  context: Context,
  name: string,
  node: ts.CallExpression,
  callee: ts.Node,
  scope: Scope,
): Value {
  if (Object.hasOwn(CONSTRUCTORS, name)) {
    return refuse(
      context,
      scope,
      codes.misplacedDeclaration,
      callee,
      `'${name}' is called inside something else.`,
      {
        hint: `Give it a constant of its own: \`export const name = ${name}({ ... })\`.`,
      },
    );
  }
  if (name === "t") return refuse(context, scope, codes.badCall, callee, "'t' is not a function.");
  if (name === "role") return readRole(context, node, scope);
  if (name !== "parquet" && name !== "csv") return functionCall(context, name, node, callee, scope);
  const [path] = node.arguments;
  if (path === undefined || node.arguments.length > 1) {
    return refuse(context, scope, codes.badCall, node, `'${name}' takes one argument, the file's path.`);
  }
  return {
    kind: "file",
    format: name,
    path: context.read(path, scope),
    pathSpan: spanIn(scope, path),
  };
}

/** `role("sender", user_stats)` */
function readRole(context: Context, node: ts.CallExpression, scope: Scope): Value {
  const [role, view] = node.arguments;
  if (role === undefined || view === undefined || node.arguments.length > 2) {
    return refuse(
      context,
      scope,
      codes.badCall,
      node,
      "'role' takes two arguments, a name and a feature view.",
      {
        hint: 'Write `role("sender", user_stats)`.',
      },
    );
  }
  return {
    kind: "role",
    role: context.read(role, scope),
    roleSpan: spanIn(scope, role),
    view: context.read(view, scope),
    viewSpan: spanIn(scope, view),
  };
}

/** A call by full name, folded where it is exact on constants. */
function functionCall(
  context: Context,
  name: string,
  node: ts.CallExpression,
  callee: ts.Node,
  scope: Scope,
): Value {
  const args = readArguments(context, node, scope);
  if (args === null) return ERROR;
  const span = spanIn(scope, node);
  const value = evaluate("function", name, args);
  if (value !== null) return expressionValue({ kind: "literal", value, span });
  const nameSpan = spanIn(scope, callee);
  const call: DeclaredCall = { kind: "call", form: "function", name, args, span, nameSpan };
  return expressionValue(call);
}

/** Arguments that are parts of features; null where one of them is not. */
function readArguments(
  context: Context,
  node: ts.CallExpression,
  scope: Scope,
): readonly DeclaredExpression[] | null {
  const given = node.arguments.map((argument) => context.read(argument, scope));
  return toArguments(context, given, node, scope);
}

function toArguments(
  context: Context,
  given: readonly Value[],
  node: ts.CallExpression,
  scope: Scope,
): readonly DeclaredExpression[] | null {
  const args = given.map((value, index) =>
    toExpression(context, value, node.arguments[index] ?? node, scope),
  );
  const known = args.filter((argument) => argument !== null);
  return known.length === args.length ? known : null;
}

/** Arguments of a helper may be anything: rows and functions too. */
function applyTo(context: Context, callee: FunctionValue, node: ts.CallExpression, scope: Scope): Value {
  const args = node.arguments.map((argument) => context.read(argument, scope));
  return context.apply(callee, args, { node, scope });
}

function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}
