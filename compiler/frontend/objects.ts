// Object literals: names that are written out, here or in the objects that are spread into them.
import { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { type Double, type Given, refuseDoubles } from "./doubles.ts";
import { bounded } from "./literals.ts";
import { type Brought, spreadObject } from "./spreads.ts";
import { ERROR, type Scope, type Value } from "./value.ts";

/** In the order of the text, as JavaScript has them. */
export function readObject(context: Context, node: ts.ObjectLiteralExpression, scope: Scope): Value {
  const given = new Map<string, Given>();
  let incomplete = false;
  for (const property of node.properties) {
    const place = spanIn(scope, ts.isSpreadAssignment(property) ? property.expression : property.name);
    const brought = readProperty(context, property, scope);
    incomplete ||= brought.incomplete;
    const doubles: Double[] = [];
    for (const field of brought.fields) {
      const first = given.get(field.name);
      const second = { field, place };
      if (first === undefined) given.set(field.name, second);
      else doubles.push({ first, second });
    }
    refuseDoubles(context, place, doubles, scope);
  }
  const fields = [...given.values()].map(({ field }) => field);
  return bounded(context, { kind: "record", fields, incomplete, span: spanIn(scope, node) }, scope);
}

const NOTHING: Brought = { fields: [], incomplete: true };

function readProperty(context: Context, node: ts.ObjectLiteralElementLike, scope: Scope): Brought {
  if (ts.isSpreadAssignment(node)) return spreadObject(context, node, scope);
  const name = nameOf(context, node.name, scope);
  if (name === null) return NOTHING;
  const nameSpan = spanIn(scope, node.name);
  const one = (value: Value, valueSpan: Span): Brought => ({
    fields: [{ name, nameSpan, value, valueSpan }],
    incomplete: false,
  });
  if (ts.isShorthandPropertyAssignment(node)) return one(context.read(node.name, scope), nameSpan);
  if (ts.isPropertyAssignment(node)) {
    return one(context.read(node.initializer, scope), spanIn(scope, node.initializer));
  }
  refuse(context, scope, codes.functionForm, node.name, `'${name}' is written as a method.`, {
    hint: `Write \`${name}: (row) => ...\`.`,
  });
  return one(ERROR, spanIn(scope, node));
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
