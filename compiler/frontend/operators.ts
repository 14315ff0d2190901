// Operators: those that both faces share become calls, the others are refused with what to write instead.
import { ts } from "ts-morph";
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { type Complaint, codes } from "./codes.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { readExpression, toExpression } from "./convert.ts";
import { evaluate, operandsOf } from "./evaluate.ts";
import { textOf } from "./module.ts";
import { ERROR, expressionValue, type Scope, type Value } from "./value.ts";

const K = ts.SyntaxKind;

const SHARED: ReadonlySet<ts.SyntaxKind> = new Set([
  K.PlusToken,
  K.MinusToken,
  K.AsteriskToken,
  K.SlashToken,
  K.PercentToken,
  K.AsteriskAsteriskToken,
  K.LessThanToken,
  K.LessThanEqualsToken,
  K.GreaterThanToken,
  K.GreaterThanEqualsToken,
  K.EqualsEqualsEqualsToken,
  K.ExclamationEqualsEqualsToken,
  K.AmpersandAmpersandToken,
  K.BarBarToken,
  K.QuestionQuestionToken,
]);

interface Refusal {
  readonly complaint: Complaint;
  readonly hint: string;
}

const BITWISE: Refusal = { complaint: codes.bitwise, hint: "Use arithmetic, comparisons, `&&` and `||`." };
const TYPE_TEST: Refusal = {
  complaint: codes.typeTest,
  hint: "Compare with `=== null`, or declare a column for it.",
};

const REFUSED: ReadonlyMap<ts.SyntaxKind, Refusal> = new Map([
  [K.EqualsEqualsToken, { complaint: codes.looseEquality, hint: "Use `===`." }],
  [K.ExclamationEqualsToken, { complaint: codes.looseEquality, hint: "Use `!==`." }],
  [K.AmpersandToken, BITWISE],
  [K.BarToken, BITWISE],
  [K.CaretToken, BITWISE],
  [K.LessThanLessThanToken, BITWISE],
  [K.GreaterThanGreaterThanToken, BITWISE],
  [K.GreaterThanGreaterThanGreaterThanToken, BITWISE],
  [K.InKeyword, TYPE_TEST],
  [K.InstanceOfKeyword, TYPE_TEST],
  [K.CommaToken, { complaint: codes.expression, hint: "Give each part a name with `const`." }],
]);

export function readBinary(context: Context, node: ts.BinaryExpression, scope: Scope): Value {
  const operator = node.operatorToken;
  const name = textOf(scope.module, operator);
  if (operator.kind >= K.FirstAssignment && operator.kind <= K.LastAssignment) {
    return refuse(context, scope, codes.assignment, node, `'${name}' changes a value.`, {
      hint: "Give the new value a name of its own with `const`.",
    });
  }
  const typeTest = operator.kind === K.InKeyword || operator.kind === K.InstanceOfKeyword;
  const left = typeTest ? null : readExpression(context, node.left, scope);
  const right = typeTest ? null : readExpression(context, node.right, scope);
  if (!SHARED.has(operator.kind)) {
    const { complaint, hint } = REFUSED.get(operator.kind) ?? {
      complaint: codes.expression,
      hint: undefined,
    };
    return refuse(context, scope, complaint, operator, `'${name}' cannot be used here.`, { hint });
  }
  if (left === null || right === null) return ERROR;
  const chosen = shortCut(name, left, right);
  if (chosen !== null) return expressionValue(chosen);
  return operation(name, [left, right], spanIn(scope, node), spanIn(scope, operator));
}

/** An operation, folded where its operands are literals. */
function operation(name: string, operands: readonly DeclaredExpression[], span: Span, nameSpan: Span): Value {
  const args = operandsOf(name, operands);
  const value = evaluate("operator", name, args);
  return expressionValue(
    value === null
      ? { kind: "call", form: "operator", name, args, span, nameSpan }
      : { kind: "literal", value, span },
  );
}

/** `&&`, `||` and `??` with a constant on the left are one of their operands. */
function shortCut(
  name: string,
  left: DeclaredExpression,
  right: DeclaredExpression,
): DeclaredExpression | null {
  if (left.kind !== "literal") return null;
  const { value } = left;
  if (name === "??") return value.type === "null" ? right : left;
  if (value.type !== "bool") return null;
  if (name === "&&") return value.value ? right : left;
  if (name === "||") return value.value ? left : right;
  return null;
}

export function readUnary(context: Context, node: ts.PrefixUnaryExpression, scope: Scope): Value {
  const span = spanIn(scope, node);
  const nameSpan = { ...span, end: span.start + 1 };
  switch (node.operator) {
    case K.PlusPlusToken:
    case K.MinusMinusToken:
      return readStep(context, node, scope);
    case K.TildeToken:
      return refuse(context, scope, codes.bitwise, node, "'~' cannot be used here.", { hint: BITWISE.hint });
    case K.PlusToken:
      return refuse(context, scope, codes.expression, node, "Unary '+' cannot be used here.", {
        hint: "Leave it out, or declare the column as a number.",
      });
  }
  const operand = readExpression(context, node.operand, scope);
  if (operand === null) return ERROR;
  const name = node.operator === K.MinusToken ? "neg" : "!";
  return operation(name, [operand], span, nameSpan);
}

/** `x++`, `--x` */
export function readStep(
  context: Context,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  scope: Scope,
): Value {
  const name = node.operator === K.PlusPlusToken ? "++" : "--";
  return refuse(context, scope, codes.assignment, node, `'${name}' changes a value.`, {
    hint: "Give the new value a name of its own with `const`.",
  });
}

/** A constant condition chooses its branch; both are read, so that both are complained of. */
export function readConditional(context: Context, node: ts.ConditionalExpression, scope: Scope): Value {
  const condition = readExpression(context, node.condition, scope);
  const whenTrue = context.read(node.whenTrue, scope);
  const whenFalse = context.read(node.whenFalse, scope);
  if (condition?.kind === "literal" && condition.value.type === "bool") {
    return condition.value.value ? whenTrue : whenFalse;
  }
  const args = [
    condition,
    toExpression(context, whenTrue, node.whenTrue, scope),
    toExpression(context, whenFalse, node.whenFalse, scope),
  ];
  const known = args.filter((arg) => arg !== null);
  if (known.length < 3) return ERROR;
  return operation("?:", known, spanIn(scope, node), spanIn(scope, node.questionToken));
}

/** A template is a concatenation that begins with a string, so that every `+` joins strings. */
export function readTemplate(context: Context, node: ts.TemplateExpression, scope: Scope): Value {
  const span = spanIn(scope, node);
  let joined: Value = expressionValue({
    kind: "literal",
    value: { type: "string", value: node.head.text },
    span: spanIn(scope, node.head),
  });
  const append = (part: DeclaredExpression | null, at: Span) => {
    if (part === null || joined.kind !== "expression") joined = ERROR;
    else joined = operation("+", [joined.expression, asText(part)], span, at);
  };
  for (const { expression, literal } of node.templateSpans) {
    append(readExpression(context, expression, scope), spanIn(scope, expression));
    if (literal.text === "") continue;
    const at = spanIn(scope, literal);
    append({ kind: "literal", value: { type: "string", value: literal.text }, span: at }, at);
  }
  return joined;
}

/** Literals are spelt as JavaScript spells them. */
function asText(part: DeclaredExpression): DeclaredExpression {
  if (part.kind !== "literal" || part.value.type === "string") return part;
  const value = part.value.type === "null" ? "null" : String(part.value.value);
  return { ...part, value: { type: "string", value } };
}
