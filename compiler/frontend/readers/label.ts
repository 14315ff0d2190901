// Reads a training set's label: a function of the row, or what happens to its keys within a horizon.
import type { DeclaredLabel } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import { spanIn } from "../context.ts";
import { entries, expression, reference, text } from "./form.ts";
import { type Form, nested } from "./reader.ts";
import { ROW } from "./scopes.ts";

const OUTCOME = {
  required: {
    horizon: 'horizon: "30d"',
    source: "source: orders",
    key: "key: (order) => ({ customer: order.customer })",
    value: "value: (order) => ({ churned: count() === 0 })",
  },
  optional: ["where"],
};

export function label(form: Form): DeclaredLabel | null {
  const field = form.properties.get("label");
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind !== "record") return { kind: "row", value: entries(form, "label", [ROW], "label") };
  const inner = nested(form, field, field.value, OUTCOME);
  if (refuseAsking(inner)) return null;
  const horizon = text(inner, "horizon");
  const source = reference(inner, "source", "source", "union");
  const key = entries(inner, "key", [ROW], null);
  const where = expression(inner, "where", [ROW]);
  const value = entries(inner, "value", [ROW], "label");
  if (horizon === null || source === null) return null;
  return { kind: "outcome", horizon, source, key, where, value, span: field.valueSpan };
}

/** True after complaining of a function that wants the row that asks beside that of the label's source. */
function refuseAsking({ properties, context }: Form): boolean {
  let refused = false;
  for (const name of ["key", "where", "value"]) {
    const given = properties.get(name)?.value;
    if (given?.kind !== "function") continue;
    const [, second] = given.node.parameters;
    if (second === undefined || second.initializer !== undefined) continue;
    refused = true;
    const message = `'${name}' of a label reads the rows of the label's source alone.`;
    context.report.add(codes.badCall, spanIn(given.scope, second), message, {
      hint: "Drop the second parameter; of the row that asks, the keys alone choose what the label is made of.",
    });
  }
  return refused;
}
