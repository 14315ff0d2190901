// Reads any expression of a definition file: one case a form of syntax, and a complaint for every other.
import { ts } from "ts-morph";
import { readCall } from "./calls.ts";
import { codes } from "./codes.ts";
import { createConstants, publishedName } from "./constants.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { applyFunction } from "./functions.ts";
import { readList, readNumber, readString } from "./literals.ts";
import { lookup, readName } from "./lookup.ts";
import { textOf } from "./module.ts";
import { readObject } from "./objects.ts";
import { readBinary, readConditional, readStep, readTemplate, readUnary } from "./operators.ts";
import { readElement, readProperty } from "./properties.ts";
import { refusalOf } from "./globals.ts";
import type { Report } from "./report.ts";
import type { Names } from "./scope.ts";
import type { Site } from "./sites.ts";
import { ERROR, expressionValue, type Scope, type Value } from "./value.ts";

const K = ts.SyntaxKind;

/** Deeper expressions would exhaust the stacks of later stages. */
const MAX_DEPTH = 400;
/** Expressions read for one declaration, helpers counted at each use. */
const MAX_STEPS = 200_000;

export interface ExpressionReader extends Context {
  /** Starts the count of steps again, for the next declaration. */
  restart(): void;
  /** Under which others refer to what is declared there. */
  publishedName(site: Site): string;
}

export function createReader(
  report: Report,
  names: Names,
  sites: ReadonlyMap<ts.VariableDeclaration, Site>,
): ExpressionReader {
  let depth = 0;
  let steps = 0;
  // One complaint a declaration: the rest of it is then passed over.
  const tooLarge = (node: ts.Expression, scope: Scope, message: string): Value => {
    steps = MAX_STEPS + 1;
    return refuse(reader, scope, codes.tooLarge, node, message, { hint: "Split it into several features." });
  };

  const reader: ExpressionReader = {
    report,
    names,
    restart: () => {
      depth = 0;
      steps = 0;
    },
    read(node, scope) {
      if (steps > MAX_STEPS) {
        report.repeat();
        return ERROR;
      }
      if (++steps > MAX_STEPS)
        return tooLarge(node, scope, `More than ${MAX_STEPS} expressions are inlined here.`);
      if (depth >= MAX_DEPTH)
        return tooLarge(node, scope, `The expression is nested more than ${MAX_DEPTH} deep.`);
      depth++;
      const value = readNode(reader, node, scope);
      depth--;
      // A constant is read once, and what is missing in it is missing to each who uses it.
      if (value.kind === "error" || (value.kind === "record" && value.incomplete)) report.repeat();
      return value;
    },
    publishedName: (site) => publishedName(reader, site),
    lookup: (name, scope) => lookup(reader, constants.read, name, scope),
    apply: (callee, args, use) => applyFunction(reader, callee, args, use),
  };
  const constants = createConstants(() => reader, sites);
  return reader;
}

function readNode(context: Context, node: ts.Expression, scope: Scope): Value {
  if (ts.isIdentifier(node)) return readName(context, node, scope);
  if (ts.isPropertyAccessExpression(node)) return readProperty(context, node, scope);
  if (ts.isCallExpression(node)) return readCall(context, node, scope);
  if (ts.isNumericLiteral(node)) return readNumber(context, node, scope);
  if (ts.isStringLiteralLike(node)) return readString(context, node, scope);
  if (ts.isBinaryExpression(node)) return readBinary(context, node, scope);
  if (ts.isConditionalExpression(node)) return readConditional(context, node, scope);
  if (ts.isPrefixUnaryExpression(node)) return readUnary(context, node, scope);
  if (ts.isPostfixUnaryExpression(node)) return readStep(context, node, scope);
  if (ts.isTemplateExpression(node)) return readTemplate(context, node, scope);
  if (ts.isElementAccessExpression(node)) return readElement(context, node, scope);
  if (ts.isArrayLiteralExpression(node)) return readList(context, node, scope);
  if (ts.isObjectLiteralExpression(node)) return readObject(context, node, scope);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return { kind: "function", node, scope, name: node.name?.text ?? "" };
  }
  if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node))
    return context.read(node.expression, scope);
  if (ts.isAsExpression(node) && ts.isConstTypeReference(node.type))
    return context.read(node.expression, scope);
  switch (node.kind) {
    case K.TrueKeyword:
    case K.FalseKeyword: {
      const value = { type: "bool", value: node.kind === K.TrueKeyword } as const;
      return expressionValue({ kind: "literal", value, span: spanIn(scope, node) });
    }
    case K.NullKeyword:
      return expressionValue({ kind: "literal", value: { type: "null" }, span: spanIn(scope, node) });
  }
  return refuseForm(context, node, scope);
}

const OTHERS: ReadonlyMap<ts.SyntaxKind, readonly [what: string, hint: string]> = new Map([
  [K.AwaitExpression, ["'await'", "Declare what it waits for as a column of a source."]],
  [K.YieldExpression, ["'yield'", "Return one value."]],
  [
    K.RegularExpressionLiteral,
    ["A regular expression", 'Write it as a text: `matches(text, "^[A-Z]{3}$")`.'],
  ],
  [K.BigIntLiteral, ["A bigint", "Write a number: whole numbers are exact up to 2^53 - 1."]],
  [K.TaggedTemplateExpression, ["A tagged template", "Write a plain template."]],
  [K.ThisKeyword, ["'this'", "Name a parameter."]],
  [K.ClassExpression, ["A class", "Use constants and functions."]],
  [K.DeleteExpression, ["'delete'", "Leave the property out."]],
  [K.VoidExpression, ["'void'", "Write `null`."]],
  [K.MetaProperty, ["'import.meta'", "Write the value as a constant."]],
]);

function refuseForm(context: Context, node: ts.Expression, scope: Scope): Value {
  if (ts.isNonNullExpression(node)) {
    context.read(node.expression, scope);
    return refuse(context, scope, codes.assertion, node, "'!' cannot be used in definitions.", {
      hint: "Say what a null means: `value ?? fallback`.",
    });
  }
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    context.read(withoutAssertions(node), scope);
    return refuse(context, scope, codes.assertion, node, "A type assertion cannot be used in definitions.", {
      hint: "Use `as const` or `satisfies`, or declare the column with its type.",
    });
  }
  if (ts.isTypeOfExpression(node)) {
    return refuse(context, scope, codes.typeTest, node, "'typeof' cannot be used here.", {
      hint: "Compare with `=== null`, or declare a column for it.",
    });
  }
  if (ts.isSpreadElement(node)) {
    return refuse(context, scope, codes.spread, node, "'...' cannot be used in a call.", {
      hint: "Write each argument out.",
    });
  }
  if (ts.isNewExpression(node)) return refuseNew(context, node, scope);
  const [what, hint] = OTHERS.get(node.kind) ?? [
    "This form",
    "Use operators, `?:`, `??` and calls of helpers.",
  ];
  return refuse(context, scope, codes.expression, node, `${what} cannot be used in a feature.`, { hint });
}

/** The value below `x as unknown as T`, which is one mistake. */
function withoutAssertions(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)
    ? withoutAssertions(node.expression)
    : node;
}

/** `new Date()` is refused for what it does, `new Anything()` for its form. */
function refuseNew(context: Context, node: ts.NewExpression, scope: Scope): Value {
  const name = textOf(scope.module, node.expression);
  const refusal = refusalOf(name);
  const complaint = refusal?.impure === true ? codes.impure : codes.expression;
  return refuse(context, scope, complaint, node, `'new ${name}' cannot be used in a feature.`, {
    hint: refusal?.hint ?? "Write numbers, strings, booleans, lists and objects out.",
  });
}
