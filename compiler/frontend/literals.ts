// Literals: numbers, strings and lists.
import { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { excessOf } from "./extent.ts";
import { textOf } from "./module.ts";
import { spreadList } from "./spreads.ts";
import { expressionValue, type ListValue, type RecordValue, type Scope, type Value } from "./value.ts";

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
    span: spanIn(scope, node),
  });
}

export function readString(context: Context, node: ts.StringLiteralLike, scope: Scope): Value {
  if (LONE_SURROGATE.test(node.text)) {
    return refuse(context, scope, codes.badLiteral, node, "The string holds half of a character.", {
      hint: "Write the character itself.",
    });
  }
  const value = { type: "string", value: node.text } as const;
  return expressionValue({ kind: "literal", value, span: spanIn(scope, node) });
}

export function readList(context: Context, node: ts.ArrayLiteralExpression, scope: Scope): Value {
  const items: Value[] = [];
  const itemSpans: Span[] = [];
  for (const element of node.elements) {
    const brought = ts.isSpreadElement(element)
      ? spreadList(context, element, scope)
      : { items: [readItem(context, element, scope)], itemSpans: [spanIn(scope, element)] };
    items.push(...brought.items);
    itemSpans.push(...brought.itemSpans);
  }
  const list: ListValue = { kind: "list", items, itemSpans, span: spanIn(scope, node) };
  // `const b = [...a, ...a]` doubles a list as `[a, a]` doubles a value.
  const excess = node.elements.some(ts.isSpreadElement) ? excessOf(list) : null;
  if (excess !== null) return refuseExcess(context, list.span, excess, scope);
  return bounded(context, list, scope);
}

function readItem(context: Context, node: ts.Expression, scope: Scope): Value {
  if (!ts.isOmittedExpression(node)) return context.read(node, scope);
  return refuse(context, scope, codes.undefinedValue, node, "An item is left out.", {
    hint: "Write `null`.",
  });
}

/** Constants inside one another grow beyond all bounds when they are written out: `const b = [a, a]`. */
export function bounded(context: Context, value: ListValue | RecordValue, scope: Scope): Value {
  const parts =
    value.kind === "list"
      ? value.items.map((item, index) => ({ part: item, span: value.itemSpans[index] ?? value.span }))
      : value.fields.map((field) => ({ part: field.value, span: field.valueSpan }));
  for (const { part, span } of parts) {
    const excess = excessOf(part);
    if (excess === null) continue;
    return refuseExcess(context, span, excess, scope);
  }
  return value;
}

function refuseExcess(context: Context, span: Span, excess: string, scope: Scope): Value {
  return refuse(context, scope, codes.tooLarge, span, `The value has ${excess}.`, {
    hint: "Split it into several features, or use fewer constants inside one another.",
  });
}
