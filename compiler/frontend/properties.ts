// Access to a property: of a row, a constant object, the vocabulary, or a value.
import { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { typeNamed } from "./column-types.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { readExpression, toExpression } from "./convert.ts";
import { literalOf } from "./evaluate.ts";
import { constantOf, NAMESPACES, refusalOf } from "./globals.ts";
import { textOf } from "./module.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { ERROR, expressionValue, type Scope, type Value } from "./value.ts";

/** `a.b` */
export function readProperty(context: Context, node: ts.PropertyAccessExpression, scope: Scope): Value {
  if (node.questionDotToken !== undefined) return refuseOptional(context, node.questionDotToken, scope);
  if (!ts.isIdentifier(node.name)) {
    return refuse(
      context,
      scope,
      codes.expression,
      node.name,
      "Private names cannot be used in definitions.",
    );
  }
  const unknown = readMemberOfGlobal(context, node, scope);
  if (unknown !== null) return unknown;
  return propertyOf(context, context.read(node.expression, scope), node.name.text, node, node.name, scope);
}

/** `a["b"]`, `a[0]`: with a constant between the brackets. */
export function readElement(context: Context, node: ts.ElementAccessExpression, scope: Scope): Value {
  if (node.questionDotToken !== undefined) return refuseOptional(context, node.questionDotToken, scope);
  const receiver = context.read(node.expression, scope);
  const argument = readExpression(context, node.argumentExpression, scope);
  if (receiver.kind === "error" || argument === null) return ERROR;
  if (argument.kind !== "literal") {
    return refuse(
      context,
      scope,
      codes.computedName,
      node.argumentExpression,
      "The name of a property must be a constant.",
      {
        hint: "Write the property out: `row.name`.",
      },
    );
  }
  const literal = argument.value;
  if (literal.type === "string") {
    return propertyOf(context, receiver, literal.value, node, node.argumentExpression, scope);
  }
  if (literal.type === "number" && receiver.kind === "list") {
    const item = receiver.items[literal.value];
    if (item !== undefined) return item;
    const message = `The list has ${receiver.items.length} items, and none at ${literal.value}.`;
    return refuse(context, scope, codes.unknownField, node.argumentExpression, message);
  }
  const place = literal.type === "number" ? literal.value : 0;
  return refuse(context, scope, codes.expression, node, "Only constant lists can be indexed by number.", {
    hint: `Write \`.at(${place})\` of a list, which is null where there is no such item; cut a text by \`slice\`.`,
  });
}

/** What a declaration's type lets one read, for others to take over: a constant of its own does that. */
const PARTS: readonly string[] = ["columns", "keys", "request"];

/** The property `name` of a value; `node` is the whole access, `nameNode` the name alone. */
export function propertyOf(
  context: Context,
  receiver: Value,
  name: string,
  node: ts.Node,
  nameNode: ts.Node,
  scope: Scope,
): Value {
  const span = spanIn(scope, node);
  switch (receiver.kind) {
    case "error":
      return ERROR;
    case "row": {
      const path = [...receiver.path, name];
      if (receiver.levels === 2) return { kind: "row", path, levels: 1 };
      return expressionValue({ kind: "input", path, span });
    }
    case "record": {
      const field = receiver.fields.find((candidate) => candidate.name === name);
      if (field !== undefined) return field.value;
      if (receiver.incomplete) return ERROR;
      const names = receiver.fields.map((candidate) => candidate.name);
      return refuse(context, scope, codes.unknownField, nameNode, `The object has no property '${name}'.`, {
        hint: didYouMean(name, names) ?? `It has ${names.map((known) => `'${known}'`).join(", ")}.`,
      });
    }
    case "global":
      return constantMember(context, `${receiver.name}.${name}`, span, node, scope);
    case "declaration":
      if (!PARTS.includes(name)) break;
      return refuse(context, scope, codes.notValue, node, `'${name}' of '${receiver.name}' cannot be read.`, {
        hint: `Let a constant hold what both have, and spread it in both: \`${name}: { ...shared }\`.`,
      });
    case "bifold":
      if (receiver.name === "t") return typeNamed(context, name, span, nameNode, scope);
  }
  const expression = toExpression(context, receiver, node, scope);
  if (expression === null) return ERROR;
  const nameSpan = spanIn(scope, nameNode);
  return expressionValue({ kind: "call", form: "property", name, args: [expression], span, nameSpan });
}

export function refuseOptional(context: Context, token: ts.Node, scope: Scope): Value {
  return refuse(context, scope, codes.optionalChain, token, "'?.' cannot be used here.", {
    hint: "Use `.`, and handle a null value with `??` or a comparison with `null`.",
  });
}

/** `Date.now`, `process.env`: complained of by the full name. */
export function readMemberOfGlobal(
  context: Context,
  node: ts.PropertyAccessExpression,
  scope: Scope,
): Value | null {
  if (!ts.isIdentifier(node.expression)) return null;
  const name = node.expression.text;
  const refusal = refusalOf(`${name}.${node.name.text}`) ?? refusalOf(name);
  if (refusal === null || context.lookup(node.expression, scope) !== null) {
    return null;
  }
  const complaint = refusal.impure ? codes.impure : codes.globalRefused;
  const message = `'${textOf(scope.module, node)}' cannot be used in a feature.`;
  return refuse(context, scope, complaint, node, message, { hint: refusal.hint });
}

/** `Math.PI`; functions of `Math` are read where they are called. */
function constantMember(context: Context, name: string, span: Span, node: ts.Node, scope: Scope): Value {
  const number = constantOf(name);
  if (number === null) {
    const [namespace = ""] = name.split(".");
    const hint = NAMESPACES.has(namespace) ? "Call it, if it is a function." : undefined;
    return refuse(context, scope, codes.notValue, node, `'${name}' is not a value.`, { hint });
  }
  const value = literalOf(number, true);
  if (value !== null) return expressionValue({ kind: "literal", value, span });
  return refuse(context, scope, codes.badLiteral, node, `'${name}' cannot be written in JSON.`, {
    hint: "Write a bound of your own, or test with `Number.isFinite(x)`.",
  });
}
