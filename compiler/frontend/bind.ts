// Parameters and constants: from a pattern and what it is given to names.
import { ts } from "ts-morph";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { namesIn, textOf } from "./module.ts";
import { propertyOf } from "./properties.ts";
import { ERROR, named, type Scope, type Value } from "./value.ts";

/** Binds the names of a pattern in `scope`. After a complaint the names stand for errors, so that uses stay silent. */
export function bindPattern(context: Context, pattern: ts.BindingName, value: Value, scope: Scope): void {
  if (ts.isIdentifier(pattern)) {
    scope.names.set(pattern.text, named(value, pattern.text));
    return;
  }
  if (ts.isArrayBindingPattern(pattern)) {
    refuse(context, scope, codes.destructuring, pattern, "Lists cannot be taken apart.", {
      hint: "Name each item: `const first = list[0]`.",
    });
    bindErrors(pattern, scope);
    return;
  }
  for (const element of pattern.elements) bindElement(context, element, value, scope);
}

function bindElement(context: Context, element: ts.BindingElement, value: Value, scope: Scope): void {
  const refused = problemOf(element);
  if (refused !== null) {
    refuse(context, scope, refused.complaint, element, refused.message, { hint: refused.hint });
    bindErrors(element.name, scope);
    return;
  }
  const property = element.propertyName ?? element.name;
  const name =
    ts.isIdentifier(property) || ts.isStringLiteral(property)
      ? property.text
      : textOf(scope.module, property);
  bindPattern(context, element.name, propertyOf(context, value, name, element, property, scope), scope);
}

function problemOf(element: ts.BindingElement) {
  if (element.dotDotDotToken !== undefined) {
    return { complaint: codes.spread, message: "'...' cannot be used here.", hint: "Name each property." };
  }
  if (element.initializer !== undefined) {
    const hint = "Write `value ?? fallback` where the value is used.";
    return { complaint: codes.destructuring, message: "A property cannot have a default here.", hint };
  }
  if (element.propertyName !== undefined && ts.isComputedPropertyName(element.propertyName)) {
    return { complaint: codes.computedName, message: "The name is computed.", hint: "Write the name out." };
  }
  return null;
}

export function bindErrors(pattern: ts.BindingName, scope: Scope): void {
  for (const name of namesIn(pattern)) scope.names.set(name.text, ERROR);
}
