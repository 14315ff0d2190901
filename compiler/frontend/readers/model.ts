// Reads `model({ ... })`.
import type { DeclaredModel, DeclaredText } from "../../ir/declaration.ts";
import { codes } from "../codes.ts";
import { data, entries, number, reference, text, texts, word } from "./form.ts";
import { placedNumber, readGates, readMonitor } from "./gates.ts";
import { type DeclarationReader, type Form, nested } from "./reader.ts";
import { READ } from "./scopes.ts";

export const model: DeclarationReader = {
  shape: {
    required: {
      trainingSet: "trainingSet: late_training",
      trainer: 'trainer: "trainers/late.ts"',
      output: 'output: "probability"',
    },
    optional: [
      "inputs",
      "command",
      "params",
      "holdout",
      "seed",
      "task",
      "metric",
      "threshold",
      "slices",
      "gates",
      "monitor",
      "nulls",
    ],
  },
  read(form): DeclaredModel | null {
    const trainingSet = reference(form, "trainingSet", "training_set");
    const inputs = form.properties.has("inputs") ? entries(form, "inputs", [READ], "input") : null;
    const trainer = text(form, "trainer");
    const command = texts(form, "command");
    const params = readParams(form);
    const holdoutFrom = readHoldout(form);
    const seed = number(form, "seed") ?? 0;
    const output = text(form, "output");
    const judged = {
      task: text(form, "task"),
      metric: text(form, "metric"),
      threshold: placedNumber(form, "threshold"),
      slices: texts(form, "slices"),
      gates: readGates(form),
      monitor: readMonitor(form),
      nulls: word(form, "nulls", ["allow", "refuse"]),
    };
    if (trainingSet === null || trainer === null || output === null) return null;
    return {
      kind: "model",
      ...form.base,
      trainingSet,
      inputs,
      trainer,
      command,
      params,
      holdoutFrom,
      seed,
      output,
      ...judged,
    };
  },
};

function readParams(form: Form): DeclaredModel["params"] {
  const field = form.properties.get("params");
  if (field !== undefined && field.value.kind !== "record" && field.value.kind !== "error") {
    form.context.report.add(codes.wrongForm, field.valueSpan, "'params' must be an object of plain data.", {
      hint: "Write `params: { trees: 60 }`.",
    });
    return {};
  }
  return (data(form, "params") ?? {}) as DeclaredModel["params"];
}

/** `{ from: "2001-06-01T00:00:00Z" }` */
function readHoldout(form: Form): DeclaredText | null {
  const field = form.properties.get("holdout");
  if (field === undefined || field.value.kind === "error") return null;
  if (field.value.kind !== "record") {
    form.context.report.add(codes.wrongForm, field.valueSpan, "'holdout' must be an object with 'from'.", {
      hint: 'Write `holdout: { from: "2001-06-01T00:00:00Z" }`.',
    });
    return null;
  }
  const shape = { required: { from: 'from: "2001-06-01T00:00:00Z"' }, optional: [] };
  return text(nested(form, field, field.value, shape), "from");
}
