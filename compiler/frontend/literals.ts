// Literals: numbers, strings, lists and objects.
import { ts } from "ts-morph";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { excessOf } from "./extent.ts";
import { spanOf, textOf } from "./module.ts";
import {
  ERROR,
  expressionValue,
  type ListValue,
  type RecordField,
  type RecordValue,
  type Scope,
  type Value,
} from "./value.ts";

const WHOLE = /^(?:\d[\d_]*|0[xob][\da-f_]+)$/i;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** `1` is whole, `1.0` and `1e3` are not. */
export function readNumber(context: Context, node: ts.NumericLiteral, scope: Scope): Value {
  const value = Number(node.text);
  const int = WHOLE.test(textOf(scope.module, node));
  if (int && !Number.isSafeInteger(value)) {
    return refuse(context, scope, codes.badLiteral, node, "The number is too large to be held exactly.", {
      hint: `Whole numbers go up to ${Number.MAX_SAFE_INTEGER}; write '.0' after it for the nearest float64.`,
    });
  }
  if (!Number.isFinite(value)) {
    return refuse(context, scope, codes.badLiteral, node, "The number is beyond every float64.", {
      hint: "Write a bound of your own.",
    });
  }
  return expressionValue({
    kind: "literal",
    value: { type: "number", value, int },
    span: spanOf(scope.module, node),
  });
}

export function readString(context: Context, node: ts.StringLiteralLike, scope: Scope): Value {
  if (LONE_SURROGATE.test(node.text)) {
    return refuse(context, scope, codes.badLiteral, node, "The string holds half of a character.", {
      hint: "Write the character itself.",
    });
  }
  const value = { type: "string", value: node.text } as const;
  return expressionValue({ kind: "literal", value, span: spanOf(scope.module, node) });
}

export function readList(context: Context, node: ts.ArrayLiteralExpression, scope: Scope): Value {
  const items = node.elements.map((element) => {
    if (ts.isSpreadElement(element)) return refuseSpread(context, element, scope);
    if (ts.isOmittedExpression(element)) {
      return refuse(context, scope, codes.undefinedValue, element, "An item is left out.", {
        hint: "Write `null`.",
      });
    }
    return context.read(element, scope);
  });
  const itemSpans = node.elements.map((element) => spanOf(scope.module, element));
  return bounded(context, { kind: "list", items, itemSpans, span: spanOf(scope.module, node) }, scope);
}

export function readObject(context: Context, node: ts.ObjectLiteralExpression, scope: Scope): Value {
  const fields: RecordField[] = [];
  const names = new Set<string>();
  let incomplete = false;
  for (const property of node.properties) {
    const field = readField(context, property, scope);
    if (field === null) {
      incomplete = true;
      continue;
    }
    if (names.has(field.name)) {
      const message = `'${field.name}' is given twice.`;
      refuse(context, scope, codes.duplicateProperty, property.name ?? property, message, {
        hint: "Rename or remove one of them.",
      });
      continue;
    }
    names.add(field.name);
    fields.push(field);
  }
  return bounded(context, { kind: "record", fields, incomplete, span: spanOf(scope.module, node) }, scope);
}

/** Constants inside one another grow beyond all bounds when they are written out: `const b = [a, a]`. */
function bounded(context: Context, value: ListValue | RecordValue, scope: Scope): Value {
  const parts =
    value.kind === "list"
      ? value.items.map((item, index) => ({ part: item, span: value.itemSpans[index] ?? value.span }))
      : value.fields.map((field) => ({ part: field.value, span: field.valueSpan }));
  for (const { part, span } of parts) {
    const excess = excessOf(part);
    if (excess === null) continue;
    return refuse(context, scope, codes.tooLarge, span, `The value has ${excess}.`, { hint: SMALLER });
  }
  return value;
}

const SMALLER = "Split it into several features, or use fewer constants inside one another.";

function readField(context: Context, node: ts.ObjectLiteralElementLike, scope: Scope): RecordField | null {
  if (ts.isSpreadAssignment(node)) {
    refuseSpread(context, node, scope);
    return null;
  }
  const name = nameOf(context, node.name, scope);
  if (name === null) return null;
  const nameSpan = spanOf(scope.module, node.name);
  if (ts.isShorthandPropertyAssignment(node)) {
    return { name, nameSpan, value: context.read(node.name, scope), valueSpan: nameSpan };
  }
  const valueSpan = spanOf(scope.module, ts.isPropertyAssignment(node) ? node.initializer : node);
  if (ts.isPropertyAssignment(node)) {
    return { name, nameSpan, value: context.read(node.initializer, scope), valueSpan };
  }
  refuse(context, scope, codes.functionForm, node.name, `'${name}' is written as a method.`, {
    hint: `Write \`${name}: (row) => ...\`.`,
  });
  return { name, nameSpan, value: ERROR, valueSpan };
}

/** The name of a property, if it stands in the text. */
function nameOf(context: Context, name: ts.PropertyName, scope: Scope): string | null {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) {
    if (name.text !== "__proto__") return name.text;
    refuse(context, scope, codes.nameReserved, name, "'__proto__' cannot be a name.", { hint: "Rename it." });
    return null;
  }
  refuse(context, scope, codes.computedName, name, "The name of a property must be written out.", {
    hint: "Write each name as a word or a string.",
  });
  return null;
}

export function refuseSpread(context: Context, node: ts.Node, scope: Scope): Value {
  return refuse(context, scope, codes.spread, node, "'...' cannot be used in definitions.", {
    hint: "Write each name or item out.",
  });
}
