// Compares what an ONNX model takes and gives with the declared features and output.
import type { InferenceSession } from "onnxruntime-node";
import type { Field, ValueType } from "../../compiler/ir/value-type.ts";
import { compareNames } from "./compare-names.ts";
import { FEATURES_KEY } from "./onnx/metadata-keys.ts";

export interface ExpectedSignature {
  /** The model's input vector, in order. */
  readonly features: readonly Field[];
  /** The name of the output tensor: one number a row. */
  readonly output: string;
}

export interface ModelSignature {
  readonly inputs: readonly InferenceSession.ValueMetadata[];
  readonly outputs: readonly InferenceSession.ValueMetadata[];
  /** metadata_props of the file. */
  readonly properties: Readonly<Record<string, string>>;
}

/** How the input vector is fed: one [rows, features] tensor, or one [rows, 1] tensor a feature. */
export type InputLayout =
  | { readonly kind: "matrix"; readonly input: string; readonly named: boolean }
  | { readonly kind: "columns" };

export interface SignatureCheck {
  readonly layout: InputLayout;
  /** Every difference; empty where the model fits. */
  readonly problems: readonly string[];
}

const NUMERIC: readonly ValueType["kind"][] = ["int64", "float64", "bool"];

export function checkSignature(actual: ModelSignature, expected: ExpectedSignature): SignatureCheck {
  const problems: string[] = [];
  for (const { name, type } of expected.features) {
    if (NUMERIC.includes(type.kind)) continue;
    problems.push(
      `feature \`${name}\` is a ${type.kind}: a model takes numbers, so encode it as one in a view`,
    );
  }
  const names = expected.features.map((feature) => feature.name);
  const [only] = actual.inputs;
  let layout: InputLayout = { kind: "columns" };
  if (only === undefined) {
    problems.push("the model has no inputs");
  } else if (actual.inputs.length === 1 && !isColumnOf(only, names)) {
    layout = { kind: "matrix", input: only.name, named: FEATURES_KEY in actual.properties };
    problems.push(...matrixProblems(only, actual.properties, names));
  } else {
    problems.push(...columnProblems(actual.inputs, names));
  }
  problems.push(...outputProblems(actual.outputs, expected.output));
  return { layout, problems };
}

function isColumnOf(input: InferenceSession.ValueMetadata, names: readonly string[]): boolean {
  return names.includes(input.name) && input.isTensor && (input.shape.length < 2 || input.shape[1] === 1);
}

function matrixProblems(
  input: InferenceSession.ValueMetadata,
  properties: Readonly<Record<string, string>>,
  names: readonly string[],
): string[] {
  const problems = tensorProblems(input, "input");
  if (!input.isTensor) return problems;
  const [, width] = input.shape;
  if (input.shape.length !== 2 && input.shape.length !== 0) {
    problems.push(
      `input \`${input.name}\` has shape ${shapeText(input.shape)}; [rows, ${names.length}] is fed`,
    );
  } else if (typeof width === "number" && width !== names.length) {
    problems.push(
      `input \`${input.name}\` takes ${width} columns, but ${names.length} features are declared`,
    );
  }
  const text = properties[FEATURES_KEY];
  if (text === undefined) return problems;
  const trained = parseNames(text);
  if (trained === null) problems.push(`its metadata \`${FEATURES_KEY}\` is not a JSON array of names`);
  else problems.push(...compareNames(trained, names, "ordered"));
  return problems;
}

function columnProblems(
  inputs: readonly InferenceSession.ValueMetadata[],
  names: readonly string[],
): string[] {
  const problems: string[] = [];
  if (inputs.length !== names.length) {
    problems.push(`the model has ${inputs.length} inputs, but ${names.length} features are declared`);
  }
  problems.push(
    ...compareNames(
      inputs.map((input) => input.name),
      names,
      "unordered",
    ),
  );
  for (const input of inputs) {
    problems.push(...tensorProblems(input, "input"));
    if (!input.isTensor || input.shape.length === 0) continue;
    const [, width] = input.shape;
    if (input.shape.length !== 2 || (typeof width === "number" && width !== 1)) {
      problems.push(`input \`${input.name}\` has shape ${shapeText(input.shape)}; [rows, 1] is fed`);
    }
  }
  return problems;
}

function outputProblems(outputs: readonly InferenceSession.ValueMetadata[], name: string): string[] {
  const output = outputs.find((candidate) => candidate.name === name);
  if (output === undefined) {
    const present = outputs.map((candidate) => `\`${candidate.name}\``).join(", ");
    return [`it has no output \`${name}\`, which is declared; its outputs are ${present}`];
  }
  if (!output.isTensor) {
    return [
      `output \`${name}\` is not a tensor but a list of maps, as ZipMap makes: export the model without it ` +
        "(skl2onnx: options={'zipmap': False}; onnxmltools: zipmap=False)",
    ];
  }
  const problems = tensorProblems(output, "output");
  const [, width] = output.shape;
  if (output.shape.length > 2 || (typeof width === "number" && width !== 1)) {
    problems.push(
      `output \`${name}\` has shape ${shapeText(output.shape)}; one number a row is wanted: ` +
        "end the graph with a Gather of the positive class's column",
    );
  }
  return problems;
}

function tensorProblems(value: InferenceSession.ValueMetadata, role: "input" | "output"): string[] {
  if (!value.isTensor) return [`${role} \`${value.name}\` is not a tensor`];
  const problems: string[] = [];
  if (value.type !== "float32") {
    problems.push(
      `${role} \`${value.name}\` is ${value.type}; it must be float32: export the model in float32`,
    );
  }
  const [rows] = value.shape;
  if (typeof rows === "number") {
    problems.push(
      `${role} \`${value.name}\` is fixed to ${rows} ${rows === 1 ? "row" : "rows"}: export it with a variable first dimension`,
    );
  }
  return problems;
}

function parseNames(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((name) => typeof name === "string") ? value : null;
  } catch {
    return null;
  }
}

function shapeText(shape: readonly (number | string)[]): string {
  return `[${shape.map((dimension) => (dimension === "" ? "?" : dimension)).join(", ")}]`;
}
