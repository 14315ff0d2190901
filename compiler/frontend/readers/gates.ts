// Reads `gates: { ... }` and `monitor: { ... }` of a model: bounds on metrics and on what surrounds them.
import type { DeclaredGate, DeclaredGates, DeclaredMonitor, DeclaredNumber } from "../../ir/declaration.ts";
import type { RecordField } from "../value.ts";
import { data, entriesOf, formOf, number, text, wrong } from "./form.ts";
import { type Form, nested } from "./reader.ts";

const AROUND = ["slices", "latency_p95_ms", "freshness", "audit"];
const DRIFT = ["psi", "ks", "minRows"];

export function readGates(form: Form): DeclaredGates | null {
  if (!form.properties.has("gates")) return null;
  const fields = entriesOf(form, "gates", "an object of bounds, such as { auc: { min: 0.7 } }");
  const around = formOf(form, fields);
  return {
    metrics: metricGates(form, fields, AROUND, ["min", "max", "notWorseThanChampionBy"]),
    slices: readSlices(around),
    latencyP95Ms: readMax(around, "latency_p95_ms"),
    freshness: text(around, "freshness"),
    audit: readAudit(around),
  };
}

export function readMonitor(form: Form): DeclaredMonitor | null {
  if (!form.properties.has("monitor")) return null;
  const fields = entriesOf(form, "monitor", "an object of bounds, such as { psi: { max: 0.2 } }");
  const around = formOf(form, fields);
  return {
    metrics: metricGates(form, fields, DRIFT, ["min", "max"]),
    psi: readMax(around, "psi"),
    ks: readMax(around, "ks"),
    minRows: placedNumber(around, "minRows"),
  };
}

function readSlices(form: Form): DeclaredGates["slices"] {
  const field = form.properties.get("slices");
  if (field === undefined) return null;
  const fields = entriesOf(form, "slices", "an object of bounds, such as { auc: { min: 0.6 } }");
  return {
    minRows: placedNumber(formOf(form, fields), "minRows"),
    metrics: metricGates(form, fields, ["minRows"], ["min", "max", "notWorseThanChampionBy"]),
    span: field.nameSpan,
  };
}

/** Names that are no metrics are complained of when they are checked. */
function metricGates(
  form: Form,
  fields: readonly RecordField[],
  others: readonly string[],
  bounds: readonly string[],
): readonly DeclaredGate[] {
  return fields.flatMap((field) => {
    if (others.includes(field.name)) return [];
    const metric = { text: field.name, span: field.nameSpan };
    if (field.value.kind !== "record") {
      wrong(form, field, "an object of bounds, such as { min: 0.7 }");
      return [];
    }
    const gate = nested(form, field, field.value, { required: {}, optional: bounds });
    return [
      {
        metric,
        min: placedNumber(gate, "min"),
        max: placedNumber(gate, "max"),
        notWorseThanChampionBy: placedNumber(gate, "notWorseThanChampionBy"),
      },
    ];
  });
}

function readMax(form: Form, name: string): DeclaredNumber | null {
  const field = form.properties.get(name);
  if (field === undefined) return null;
  if (field.value.kind !== "record") return wrong(form, field, "an object, such as { max: 1 }");
  return placedNumber(nested(form, field, field.value, { required: { max: "max: 1" }, optional: [] }), "max");
}

function readAudit(form: Form): boolean {
  const field = form.properties.get("audit");
  if (field === undefined) return false;
  const value = data(form, "audit");
  if (typeof value === "boolean") return value;
  if (value !== undefined) wrong(form, field, "true or false");
  return false;
}

export function placedNumber(form: Form, name: string): DeclaredNumber | null {
  const value = number(form, name);
  const field = form.properties.get(name);
  return value === null || field === undefined ? null : { value, span: field.valueSpan };
}
