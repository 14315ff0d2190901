// Rows of a training set as the vectors that serving feeds to a model, with request features computed anew and compared.
import type { TrainingFeature } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Batch } from "../offline/contract.ts";
import { bitsOf, sameBits, valueAt } from "../verify/bits.ts";
import { Tally } from "../verify/report.ts";
import { computeRequest, type RequestComputation } from "./request-features.ts";

export interface InputVectors {
  /** `batch.rows` vectors, one after another. */
  fill(batch: Batch): Float32Array;
  /** Writes one row's vector anew, as serving does: for measuring time. */
  rowOf(batch: Batch, row: number): (out: Float32Array) => void;
  /** How request features of generated code compare with those of SQL. */
  readonly audit: Tally;
}

export function inputVectors(
  features: readonly TrainingFeature[],
  computations: readonly RequestComputation[],
): InputVectors {
  const audit = new Tally();
  const width = features.length;
  const computed = computations.map((computation) => ({
    computation,
    places: features.flatMap(({ view, feature, column }, index) =>
      view === computation.view.name ? [{ feature, column, index }] : [],
    ),
  }));
  const stored = features.flatMap(({ view, column }, index) =>
    computations.some((computation) => computation.view.name === view) ? [] : [{ column, index }],
  );
  return {
    audit,
    fill(batch) {
      const out = new Float32Array(batch.rows * width);
      const at = positions(batch);
      for (const { column, index } of stored) {
        const values = columnOf(batch, at, column);
        for (let row = 0; row < batch.rows; row++) {
          out[row * width + index] = toNumber(valueAt(values, row));
        }
      }
      for (let row = 0; row < batch.rows; row++) {
        const value = (column: string): Value => valueAt(columnOf(batch, at, column), row);
        for (const { computation, places } of computed) {
          const online = computeRequest(computation, value);
          for (const { feature, column, index } of places) {
            const left = online[feature] ?? null;
            const right = value(column);
            out[row * width + index] = toNumber(left);
            audit.add(sameBits(left, right), () => ({
              view: computation.view.name,
              feature,
              key: Object.fromEntries(computation.view.request.map(({ name }) => [name, value(name)])),
              asOf: null,
              online: { value: left, bits: bitsOf(left) },
              offline: { value: right, bits: bitsOf(right) },
            }));
          }
        }
      }
      return out;
    },
    rowOf(batch, row) {
      const at = positions(batch);
      const kept = new Map(
        batch.names.map((name): [string, Value] => [name, valueAt(columnOf(batch, at, name), row)]),
      );
      const value = (column: string): Value => kept.get(column) ?? null;
      return (out) => {
        for (const { column, index } of stored) out[index] = toNumber(value(column));
        for (const { computation, places } of computed) {
          const online = computeRequest(computation, value);
          for (const { feature, index } of places) out[index] = toNumber(online[feature] ?? null);
        }
      };
    },
  };
}

/** As generated code assembles vectors: null is NaN, true is 1. */
export function toNumber(value: Value): number {
  return value === null ? Number.NaN : Number(value);
}

function positions({ names }: Batch): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

function columnOf({ columns }: Batch, at: ReadonlyMap<string, number>, name: string) {
  const column = columns[at.get(name) ?? -1];
  if (column === undefined) throw new Error(`the training set has no column ${name}`);
  return column;
}
