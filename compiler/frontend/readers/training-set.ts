// Reads `trainingSet({ ... })`.
import type { DeclaredSample, DeclaredTrainingSet } from "../../ir/declaration.ts";
import { entries, expression, number, reference, text, viewUses, wrong } from "./form.ts";
import { label } from "./label.ts";
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
    optional: ["request", "where", "sample", "negatives", "split"],
  },
  read(form): DeclaredTrainingSet | null {
    const spine = reference(form, "spine", "source", "union");
    const keys = entries(form, "keys", [ROW], "key");
    const asOf = expression(form, "asOf", [ROW]);
    const request = entries(form, "request", [ROW], null);
    const what = label(form);
    const where = expression(form, "where", [ROW]);
    const sample = readSample(form, "sample");
    const negatives = readSample(form, "negatives");
    const split = readSplit(form);
    const views = viewUses(form, "views", ["feature_view", "request_view"]);
    if (spine === null || asOf === null || what === null || views === null) return null;
    const rows = { spine, keys, asOf, request, label: what, where, sample, negatives, split };
    return { kind: "training_set", ...form.base, ...rows, views };
  },
};

/** `{ oneIn: 10 }` */
function readSample(form: Form, name: "sample" | "negatives"): DeclaredSample | null {
  const field = form.properties.get(name);
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind !== "record") return wrong(form, field, "an object such as { oneIn: 10 }");
  const inner = nested(form, field, field.value, { required: { oneIn: "oneIn: 10" }, optional: [] });
  const oneIn = number(inner, "oneIn");
  return oneIn === null ? null : { oneIn, span: field.valueSpan };
}

/** `{ validation: "2001-05-01", test: "2001-06-01" }` */
function readSplit(form: Form): DeclaredTrainingSet["split"] {
  const field = form.properties.get("split");
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind !== "record") {
    return wrong(form, field, 'an object such as { validation: "2001-05-01", test: "2001-06-01" }');
  }
  const inner = nested(form, field, field.value, { required: {}, optional: ["validation", "test"] });
  return { validation: text(inner, "validation"), test: text(inner, "test"), span: field.valueSpan };
}
