// What a model reads of a row, written as float32: the features as they are, or inputs of its own.
import type { TrainingFeature } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Fitted, OwnInputs } from "./own-inputs.ts";

/** A column's value by row. */
export type Read = (row: number) => Value;

/** Fills `out` from `offset` on with the vector of one row. */
type Write = (out: Float32Array, offset: number, row: number, fitted: Fitted) => void;

export interface VectorWriter {
  readonly width: number;
  /** `column` is asked once for each column that is read. */
  bind(column: (name: string) => Read): Write;
}

export function featureVector(features: readonly TrainingFeature[]): VectorWriter {
  return {
    width: features.length,
    bind(column) {
      const reads = features.map((feature) => column(feature.column));
      return (out, offset, row) => {
        for (const [index, read] of reads.entries()) out[offset + index] = toNumber(read(row));
      };
    },
  };
}

/** By the generated code that serves them. */
export function ownVector({ columns, names, compute }: OwnInputs): VectorWriter {
  return {
    width: names.length,
    bind(column) {
      const reads = columns.map((name) => [name, column(name)] as const);
      return (out, offset, row, fitted) => {
        const inputs = compute(fitted, Object.fromEntries(reads.map(([name, read]) => [name, read(row)])));
        for (const [index, name] of names.entries()) out[offset + index] = toNumber(inputs[name] ?? null);
      };
    },
  };
}

/** As generated code assembles vectors: null is NaN, true is 1. */
export function toNumber(value: Value): number {
  return value === null ? Number.NaN : Number(value);
}
