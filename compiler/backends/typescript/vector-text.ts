// The functions that turn a request and its stored rows into the model's input vector.
import type { DeploymentPlan, Plan } from "../../ir/plan.ts";
import type { ModelInputs } from "../../ir/program.ts";
import type { Field } from "../../ir/value-type.ts";
import { call, list, member, property, statement } from "./layout.ts";
import { featuresRead } from "./model-module.ts";
import { typeName } from "./names.ts";
import { readText } from "./read-text.ts";

const OUT = ["out: Float32Array", "offset: number"];

/** `type` is the request's type name. */
export function vectorText(deployment: DeploymentPlan, plan: Plan, type: string): string {
  const { inputs, modelInputs } = deployment;
  const read = readText(deployment, plan, type, inputs, ["assemble", "features", "out", "offset"]);
  const features = [
    call(0, "function features", read.parameters, ": readonly Value[] {"),
    ...read.lines,
    list(1, "return ", inputs.map(read.value), ";"),
    "}",
  ];
  if (modelInputs !== null) {
    return [...ownInputs(deployment, modelInputs, plan, type), "", ...features].join("\n");
  }
  const writes = inputs.map((input, index) =>
    write(index, { name: input.column, type: input.type }, read.value(input)),
  );
  return [
    call(0, "function assemble", [...OUT, ...read.parameters], ": void {"),
    ...read.lines,
    ...writes,
    "}",
    "",
    ...features,
  ].join("\n");
}

/** The model's own inputs are computed from what features they read, and then written or listed. */
function ownInputs(
  deployment: DeploymentPlan,
  modelInputs: ModelInputs,
  plan: Plan,
  type: string,
): readonly string[] {
  const model = typeName(deployment.model);
  const columns = featuresRead(modelInputs, { features: deployment.inputs });
  const read = readText(deployment, plan, type, columns, ["inputs", "fitted", "assemble", "values"]);
  const entries = columns.map((feature) =>
    statement(2, `${property(feature.column)}: ${read.value(feature)},`),
  );
  const asked = [
    `request: ${type}`,
    "rows: readonly (Uint8Array | null)[]",
    "tau: number",
    `fitted: ${model}Fitted`,
  ];
  const answer = "const inputs = inputsOf(request, rows, tau, fitted);";
  return [
    call(0, "function inputsOf", [...read.parameters, `fitted: ${model}Fitted`], `: ${model}Inputs {`),
    ...read.lines,
    ...(entries.length === 0
      ? [`  return inputsOf${model}(fitted, {});`]
      : [`  return inputsOf${model}(fitted, {`, ...entries, "  });"]),
    "}",
    "",
    call(0, "function assemble", [...OUT, ...asked], ": void {"),
    statement(1, answer),
    ...modelInputs.features.map((input, index) => write(index, input, member("inputs", input.name))),
    "}",
    "",
    call(0, "function values", asked, ": readonly Value[] {"),
    statement(1, answer),
    list(
      1,
      "return ",
      modelInputs.features.map(({ name }) => member("inputs", name)),
      ";",
    ),
    "}",
  ];
}

function write(index: number, field: Field, value: string): string {
  const place = index === 0 ? "offset" : `offset + ${index}`;
  return statement(1, `out[${place}] = ${numberText(field, value)};`);
}

/** A model reads numbers: null is NaN, false and true are 0 and 1. */
function numberText({ name, type }: Field, value: string): string {
  if (type.kind === "string" || type.kind === "list" || type.kind === "null") {
    throw new Error(`Model input '${name}' is a ${type.kind}, which no model reads.`);
  }
  if (type.kind === "decimal") {
    const number = `${value} / ${10 ** (type.scale ?? 0)}`;
    return type.nullable ? `${value} === null ? Number.NaN : ${number}` : number;
  }
  if (type.kind !== "bool") return type.nullable ? `${value} ?? Number.NaN` : value;
  return type.nullable ? `${value} === null ? Number.NaN : Number(${value})` : `Number(${value})`;
}
