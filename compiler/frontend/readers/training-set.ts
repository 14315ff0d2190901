// Reads `trainingSet({ ... })`.
import type { DeclaredTrainingSet } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import { entries, expression, number, reference, references } from "./form.ts";
import { type DeclarationReader, type Form, nested } from "./reader.ts";
import { ROW } from "./scopes.ts";

export const trainingSet: DeclarationReader = {
  shape: {
    required: {
      spine: "spine: flights",
      keys: "keys: (row) => ({ airport: row.origin })",
      asOf: "asOf: (row) => row.date",
      label: "label: (row) => ({ late: row.delay > 15 ? 1 : 0 })",
      views: "views: [origin_delays]",
    },
    optional: ["request", "where", "sample"],
  },
  read(form): DeclaredTrainingSet | null {
    const spine = reference(form, "spine", "source");
    const keys = entries(form, "keys", [ROW], null);
    const asOf = expression(form, "asOf", [ROW]);
    const request = entries(form, "request", [ROW], null);
    const label = entries(form, "label", [ROW], "label");
    const where = expression(form, "where", [ROW]);
    const sample = readSample(form);
    const views = references(form, "views", ["feature_view", "request_view"]);
    if (spine === null || asOf === null || views === null) return null;
    return { kind: "training_set", ...form.base, spine, keys, asOf, request, label, where, sample, views };
  },
};

/** `{ oneIn: 10 }` */
function readSample(form: Form): DeclaredTrainingSet["sample"] {
  const field = form.properties.get("sample");
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind !== "record") {
    form.context.report.add(codes.wrongForm, field.valueSpan, "'sample' must be an object with 'oneIn'.", {
      hint: "Write `sample: { oneIn: 10 }`.",
    });
    return null;
  }
  const inner = nested(form, field, field.value, { required: { oneIn: "oneIn: 10" }, optional: [] });
  const oneIn = number(inner, "oneIn");
  return oneIn === null ? null : { oneIn, span: field.valueSpan };
}
