// From what an expression stands for to a part of a feature, and back to plain data.
import type { ts } from "ts-morph";
import type { DeclaredEntry, DeclaredExpression } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
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
      return fields.length === value.fields.length ? { kind: "record", fields, span: value.span } : null;
    }
    case "error":
      return null;
    default: {
      const [what, hint] = describe(value);
      refuse(context, scope, codes.notValue, node, `${what} cannot be used as a value.`, { hint });
      return null;
    }
  }
}

/** What a value is, for messages, and how to make a part of a feature of it. */
export function describe(value: Value): readonly [what: string, hint: string | undefined] {
  switch (value.kind) {
    case "expression":
      return [
        value.expression.kind === "literal" ? `A ${value.expression.value.type}` : "A value",
        undefined,
      ];
    case "list":
      return ["A list", undefined];
    case "record":
      return ["An object", undefined];
    case "function":
      return [`The function '${value.name}'`, "Call it."];
    case "row":
      if (value.levels === 2) return ["All inputs together", "Name a view and one of its features."];
      return value.path.length === 0
        ? ["A whole row", "Name one of its columns."]
        : [`'${value.path.join(".")}' as a whole`, "Name one of its values."];
    case "bifold":
      return [`'${value.name}' itself`, "Call it."];
    case "global":
      return [`'${value.name}' itself`, "Call one of its functions."];
    case "type":
      return ["A type", undefined];
    case "file":
      return [`A ${value.format} file`, undefined];
    case "declaration":
      return [
        `The declaration '${value.name}'`,
        "Take it as an input of a request view, and name a feature.",
      ];
    case "error":
      return ["An error", undefined];
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
