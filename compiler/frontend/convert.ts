// From what an expression stands for to a part of a feature, and back to plain data.
import type { ts } from "ts-morph";
import type { DeclaredEntry, DeclaredExpression } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { adviceFor, describe, sentence } from "./describe.ts";
import type { Scope, Value } from "./value.ts";

/** What an expression stands for, as part of a feature; null where that was complained of. */
export function readExpression(
  context: Context,
  node: ts.Expression,
  scope: Scope,
): DeclaredExpression | null {
  return toExpression(context, context.read(node, scope), node, scope);
}

/** The value as part of a feature; null where it is not one, which is said at `node`. */
export function toExpression(
  context: Context,
  value: Value,
  node: ts.Node | Span,
  scope: Scope,
): DeclaredExpression | null {
  switch (value.kind) {
    case "expression":
      return value.expression;
    case "list": {
      const items = value.items.map((item, index) =>
        toExpression(context, item, value.itemSpans[index] ?? node, scope),
      );
      const known = items.filter((item) => item !== null);
      return known.length === items.length ? { kind: "list", items: known, span: value.span } : null;
    }
    case "record": {
      const fields: DeclaredEntry[] = [];
      for (const field of value.fields) {
        const expression = toExpression(context, field.value, field.valueSpan, scope);
        if (expression !== null) {
          fields.push({ name: field.name, nameSpan: field.nameSpan, value: expression });
        }
      }
      const sound = fields.length === value.fields.length && !value.incomplete;
      return sound ? { kind: "record", fields, span: value.span } : null;
    }
    case "error":
      return null;
    default:
      refuse(
        context,
        scope,
        codes.notValue,
        node,
        `${sentence(describe(value))} cannot be used as a value.`,
        {
          hint: adviceFor(value),
        },
      );
      return null;
  }
}

/** Plain data, or undefined where the value is not constant. */
export function toPlain(value: Value): unknown {
  switch (value.kind) {
    case "expression":
      return plainExpression(value.expression);
    case "list":
      return plainList(value.items.map(toPlain));
    case "record":
      return plainRecord(value.fields.map((field) => [field.name, toPlain(field.value)]));
    default:
      return undefined;
  }
}

function plainExpression(expression: DeclaredExpression): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value.type === "null" ? null : expression.value.value;
    case "list":
      return plainList(expression.items.map(plainExpression));
    case "record":
      return plainRecord(expression.fields.map((field) => [field.name, plainExpression(field.value)]));
    default:
      return undefined;
  }
}

function plainList(items: readonly unknown[]): unknown {
  return items.includes(undefined) ? undefined : items;
}

function plainRecord(entries: readonly (readonly [string, unknown])[]): unknown {
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}
