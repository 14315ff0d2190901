// Reads `featureView({ ... })`.
import type { DeclaredFeatureView } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import { describe } from "../describe.ts";
import { entries, expression, reference, text } from "./form.ts";
import { type DeclarationReader, type Form, nested } from "./reader.ts";
import { rowInputs } from "./row-inputs.ts";
import { INPUTS, ROW } from "./scopes.ts";

export const featureView: DeclarationReader = {
  shape: {
    required: {
      entity: "entity: airport",
      source: "source: flights",
      key: "key: (row) => ({ airport: row.origin })",
      features: 'features: (row) => ({ flights_1d: count().over("1d") })',
      refresh: 'refresh: { every: "10m" }',
    },
    optional: ["inputs", "where", "ttl"],
  },
  read(form): DeclaredFeatureView | null {
    const entity = reference(form, "entity", "entity");
    const source = reference(form, "source", "source", "union");
    const inputs = rowInputs(form);
    const key = entries(form, "key", [ROW], null);
    const where = expression(form, "where", [ROW, INPUTS]);
    const features = entries(form, "features", [ROW, INPUTS], "feature");
    const refresh = readRefresh(form);
    const ttl = text(form, "ttl");
    if (entity === null || source === null || refresh === null) return null;
    return { kind: "feature_view", ...form.base, entity, source, inputs, key, where, features, refresh, ttl };
  },
};

/** `"stream"` or `{ every: "10m", delay: "1m" }` */
function readRefresh(form: Form): DeclaredFeatureView["refresh"] | null {
  const field = form.properties.get("refresh");
  if (field === undefined || field.value.kind === "error") return null;
  const { value, valueSpan: span } = field;
  if (value.kind === "record") {
    const inner = nested(form, field, value, { required: { every: 'every: "10m"' }, optional: ["delay"] });
    const every = text(inner, "every");
    const delay = text(inner, "delay");
    return every === null ? null : { mode: "every", every, delay, span };
  }
  if (value.kind === "expression" && value.expression.kind === "literal") {
    const literal = value.expression.value;
    if (literal.type === "string" && literal.value === "stream") return { mode: "stream", span };
  }
  const message = `'refresh' must be "stream" or an object with 'every': ${describe(value)} is not.`;
  form.context.report.add(codes.wrongForm, span, message, { hint: 'Write `refresh: { every: "10m" }`.' });
  return null;
}
