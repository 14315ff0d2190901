// `transforms.json`: what a version of a model was fitted, exactly, and the definition that it belongs to.
import type { Atom, Model } from "../../compiler/ir/program.ts";
import type { Field, ScalarValue, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { aggregateText } from "../../compiler/library/aggregate-text.ts";
import type { FittedValues } from "../serving/contract.ts";
import { UserError } from "../user-error.ts";

/** Beside the model's file, among the run's artifacts. */
export const TRANSFORMS_FILE = "transforms.json";

/** Numbers that JSON lacks are texts: "NaN", "Infinity", "-Infinity", "-0". */
type JsonValue = ScalarValue | readonly ScalarValue[];

export interface Transforms {
  readonly format: 1;
  readonly model: string;
  /** Of the inputs' definition. */
  readonly fingerprint: string;
  /** How many rows were learnt from. */
  readonly rows: number;
  readonly fitted: readonly {
    readonly name: string;
    /** `mean(origin_delays__mean_delay_6h)` */
    readonly of: string;
    readonly type: ValueType;
    /** Decimals in units, timestamps in microseconds. */
    readonly value: JsonValue;
  }[];
}

/** What the fits of a model are to its versions. */
export function fittedFields(fits: readonly Atom[]): readonly Field[] {
  return fits.map(({ id, type }) => ({ name: id, type }));
}

export function writeTransforms(
  { name, inputs }: Pick<Model, "name" | "inputs">,
  fingerprint: string,
  { rows, values }: { readonly rows: number; readonly values: Readonly<Record<string, Value>> },
): Transforms {
  const fitted = (inputs?.fits ?? []).map((fit) => ({
    name: fit.id,
    of: aggregateText(fit),
    type: fit.type,
    value: toJson(values[fit.id] ?? null),
  }));
  return { format: 1, model: name, fingerprint, rows, fitted };
}

export interface TransformsOwner {
  /** `late_model version 3` */
  readonly title: string;
  readonly model: string;
}

export interface ExpectedTransforms extends TransformsOwner {
  readonly fingerprint: string;
  readonly fitted: readonly Field[];
}

/** What a run was fitted by its own word: for who repeats it. @throws UserError F5136 */
export function readFitted(
  text: string,
  owner: TransformsOwner,
): { readonly fields: readonly Field[]; readonly values: FittedValues["values"] } {
  const { fitted } = readFile(text, owner);
  const fields = fitted.map(({ name, type }) => ({ name, type }));
  return { fields, values: valuesOf(fitted, fields, owner) };
}

/** @throws UserError F5136 where the values are not those that the inputs need. */
export function readTransforms(text: string, expected: ExpectedTransforms): FittedValues {
  const { model, fingerprint, fitted } = readFile(text, expected);
  if (model !== expected.model) throw unusable(expected, `is of model '${model}'`);
  if (fingerprint !== expected.fingerprint) {
    throw unusable(expected, `is of inputs at fingerprint ${fingerprint}, not ${expected.fingerprint}`);
  }
  const values = valuesOf(fitted, expected.fitted, expected);
  if (fitted.length !== expected.fitted.length) throw unusable(expected, "has values that no input needs");
  return { fingerprint, values };
}

function valuesOf(
  fitted: Transforms["fitted"],
  fields: readonly Field[],
  owner: TransformsOwner,
): FittedValues["values"] {
  const given = new Map(fitted.map((each) => [each.name, each]));
  const values: Record<string, Value> = {};
  for (const { name, type } of fields) {
    const found = given.get(name);
    if (found === undefined) throw unusable(owner, `lacks '${name}'`);
    const value = fromJson(found.value, type);
    if (value === undefined) throw unusable(owner, `has a '${name}' that is no ${type.kind}`);
    values[name] = value;
  }
  return values;
}

function readFile(text: string, owner: TransformsOwner): Transforms {
  const transforms = parse(text);
  if (transforms?.format === 1) return transforms;
  throw unusable(owner, "is not one that this version reads");
}

function unusable({ title, model }: TransformsOwner, problem: string): UserError {
  return new UserError({
    code: "F5136",
    message: `${title} cannot be used: its ${TRANSFORMS_FILE} ${problem}.`,
    why: "Fitted values are of one definition of a model's inputs, and mean nothing in another.",
    hint: `Train it again: npx bifold train ${model}`,
  });
}

function parse(text: string): Transforms | null {
  try {
    const value = JSON.parse(text) as Partial<Transforms> | null;
    return value !== null && Array.isArray(value.fitted) ? (value as Transforms) : null;
  } catch {
    return null;
  }
}

function toJson(value: Value): JsonValue {
  if (typeof value === "object" && value !== null) return value.map((item) => toJson(item) as ScalarValue);
  if (typeof value !== "number") return value;
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}

/** Undefined where it is no value of the type. */
function fromJson(value: JsonValue, type: ValueType): Value | undefined {
  if (value === null) return type.nullable ? null : undefined;
  const { kind, element } = type;
  if (kind === "list" || Array.isArray(value)) {
    if (kind !== "list" || element === undefined || !Array.isArray(value)) return undefined;
    const items = value.map((item: ScalarValue) => fromJson(item, element) as ScalarValue | undefined);
    const known = items.filter((item) => item !== undefined);
    return known.length === items.length ? known : undefined;
  }
  if (kind === "string" || kind === "bool") {
    return typeof value === (kind === "bool" ? "boolean" : "string")
      ? (value as string | boolean)
      : undefined;
  }
  const number = typeof value === "string" && /^(?:NaN|-?Infinity|-0)$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") return undefined;
  return kind === "float64" || Number.isSafeInteger(number) ? number : undefined;
}
