// Every aggregation over every type of value that it takes, with parameters, and rows that tie, cancel and vanish.
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregateShape, AggregationDefinition } from "../../compiler/library/define.ts";
import { pick, type Random, randomValue } from "./values.ts";

export interface Case {
  readonly key: string;
  readonly definition: AggregationDefinition;
  readonly shape: AggregateShape;
}

/** A row as an aggregation sees it. */
export interface Row {
  readonly values: readonly Value[];
  /** Event time, availability and a tie break, which may be null. */
  readonly order: readonly [number, number, string | null];
}

const KINDS: readonly ScalarKind[] = ["int64", "float64", "decimal", "bool", "string", "timestamp"];
const PARAMETERS: Readonly<Record<string, readonly (readonly Value[])[]>> = {
  quantile: [[0], [0.1], [0.5], [0.9], [1]],
  first_n: [[1], [3]],
  last_n: [[1], [3]],
  max_n: [[1], [3]],
  min_n: [[1], [3]],
  top_k: [[1], [3]],
};

export const list: readonly (readonly [string, AggregationDefinition])[] = Object.entries(aggregations);

export const cases: readonly (readonly [string, Case])[] = list.flatMap(([key, definition]) =>
  shapesOf(definition)
    .flatMap((inputs) => (PARAMETERS[key] ?? [[]]).map((parameters) => ({ inputs, parameters })))
    .filter((shape) => {
      const inference = definition.infer(shape);
      return inference !== null && "type" in inference;
    })
    .map((shape) => [nameOf(key, shape), { key, definition, shape }] as const),
);

function shapesOf({ arity }: AggregationDefinition): readonly (readonly ValueType[])[] {
  const types = KINDS.flatMap((kind) => [typeOf(kind, false), typeOf(kind, true)]);
  if (arity === 0) return [[]];
  if (arity === 1) return types.map((type) => [type]);
  // Each type once as the value and once as what is compared.
  return types.flatMap((type, at) => [
    [type, types[(at + 3) % types.length] ?? type],
    [types[(at + 5) % types.length] ?? type, type],
  ]);
}

function typeOf(kind: ScalarKind, nullable: boolean): ValueType {
  return kind === "decimal" ? { kind, nullable, scale: 2 } : { kind, nullable };
}

function nameOf(key: string, { inputs, parameters }: AggregateShape): string {
  const types = inputs.map(({ kind, nullable }) => (nullable ? `${kind} or null` : kind));
  return `${key}(${[...types, ...parameters].join(", ")})`;
}

export function typeOfResult({ definition, shape }: Case): ValueType {
  const inference = definition.infer(shape);
  if (inference === null || "problem" in inference) throw new Error("Not inputs of this aggregation.");
  return inference.type;
}

/** Rows that count. */
export function isCounted({ key }: Case, { values }: Row): boolean {
  return key === "latest" || !values.includes(null);
}

/** Values that cancel, overflow, tie and vanish; whole numbers small enough that their sum is one. */
export function randomRows(random: Random, { inputs }: AggregateShape): readonly Row[] {
  const size = Math.floor(random() ** 3 * 40);
  const shape = Math.floor(random() * 5);
  return Array.from({ length: size }, (_, at) => ({
    values: inputs.map((type) => randomInput(random, type, shape)),
    order: [at % 5, Math.floor(random() * 3), pick(random, [null, "", "é", "😀", "\uffff"])],
  }));
}

function randomInput(random: Random, type: ValueType, shape: number): Value {
  if (type.nullable && random() < 0.15) return null;
  const plain = { ...type, nullable: false };
  if (type.kind === "int64" || type.kind === "decimal") {
    const size = shape === 0 ? 3 : random() * 47;
    return Math.round((random() - 0.5) * 2 ** size) + 0;
  }
  if (type.kind === "string" && shape < 3) return pick(random, ["", "a", "b", "\uffff", "😀"]);
  if (type.kind !== "float64" || shape === 0) return randomValue(random, plain);
  if (shape === 1) return (random() - 0.5) * 2 ** (random() * 40);
  if (shape === 2)
    return pick(random, [0.1, -0.1, 2 ** -61, 3 * 2 ** -61, -(2 ** -61), 2 ** 39, -(2 ** 39), 0, -0, 5e-324]);
  if (shape === 3) return pick(random, [0, -0, Number.NaN, 1, 2 ** 53 - 1, Number.POSITIVE_INFINITY]);
  return Math.round((random() - 0.5) * 4000);
}
