// `...x`: the properties of an object or the items of a list that is written out elsewhere, by a constant or a helper.
import type { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { describe } from "./describe.ts";
import {
  ERROR,
  type ListValue,
  type RecordField,
  type RecordValue,
  type Scope,
  type Value,
} from "./value.ts";

/** What a part of an object literal brings to it. */
export type Brought = Pick<RecordValue, "fields" | "incomplete">;

export function spreadObject(context: Context, { expression }: ts.SpreadAssignment, scope: Scope): Brought {
  const value = context.read(expression, scope);
  if (value.kind === "record") {
    const use = useOf(scope, expression);
    return { fields: value.fields.map((field) => usedAt(field, use)), incomplete: value.incomplete };
  }
  if (value.kind !== "error") {
    const message = `Only an object whose names are written out can be spread here: ${describe(value)} is none.`;
    refuse(context, scope, codes.spread, expression, message, { hint: adviceFor(value, "object") });
  }
  return { fields: [], incomplete: true };
}

export function spreadList(
  context: Context,
  { expression }: ts.SpreadElement,
  scope: Scope,
): Pick<ListValue, "items" | "itemSpans"> {
  const value = context.read(expression, scope);
  const use = useOf(scope, expression);
  if (value.kind === "list") {
    return { items: value.items, itemSpans: value.itemSpans.map((span) => ({ use, ...span })) };
  }
  if (value.kind !== "error") {
    const message = `Only a list that is written out can be spread here: ${describe(value)} is none.`;
    refuse(context, scope, codes.spread, expression, message, { hint: adviceFor(value, "list") });
  }
  return { items: [ERROR], itemSpans: [use] };
}

/** The place in the declaration itself: where it spreads, or where it calls the helper that does. */
function useOf(scope: Scope, node: ts.Node): Span {
  return scope.call?.use ?? spanIn(scope, node);
}

/** What a helper gave knows its use already, which is the same place or lies further out. */
function usedAt(field: RecordField, use: Span): RecordField {
  return {
    ...field,
    nameSpan: { use, ...field.nameSpan },
    valueSpan: { use, ...field.valueSpan },
  };
}

function adviceFor(value: Value, wanted: "object" | "list"): string {
  switch (value.kind) {
    case "function":
      return value.name === "" ? "Call it." : `Call it: \`...${value.name}(...)\`.`;
    case "row":
      return value.levels === 2
        ? "Name a view and its features: `{ mean_7d: mine.mean_7d }`."
        : "Name its values: `{ amount: row.amount }`.";
    case "list":
      return "Write it into a list: `[...items]`.";
    case "record":
      return "Write it into an object: `{ ...features }`.";
    case "expression":
      if (value.expression.kind === "literal") break;
      return "A condition goes into each value: `a: condition ? 1 : 0`.";
  }
  return `Spread a constant ${wanted}, or the call of a helper that returns one.`;
}
