// Rows of a training set as the vectors that serving feeds to a model, with request features computed anew and compared.
import type { TrainingFeature } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Batch } from "../offline/contract.ts";
import { bitsOf, sameBits, valueAt } from "../verify/bits.ts";
import { Tally } from "../verify/report.ts";
import type { Fitted, OwnInputs } from "./own-inputs.ts";
import { computeRequest, type RequestComputation } from "./request-features.ts";

/** Writes one row's vector anew, as serving does: for measuring time. */
export type RowVector = (out: Float32Array, fitted: Fitted) => void;

export interface InputVectors {
  /** `batch.rows` vectors, one after another, for a version with these fitted values. */
  fill(batch: Batch): (fitted: Fitted) => Float32Array;
  rowOf(batch: Batch, row: number): RowVector;
  /** How request features of generated code compare with those of SQL. */
  readonly audit: Tally;
}

/** `own`: null for a model that reads the features as they are. */
export function inputVectors(
  features: readonly TrainingFeature[],
  computations: readonly RequestComputation[],
  own: OwnInputs | null,
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
      const out = new Float32Array(own === null ? batch.rows * width : 0);
      const at = positions(batch);
      for (const { column, index } of own === null ? stored : []) {
        const values = columnOf(batch, at, column);
        for (let row = 0; row < batch.rows; row++) {
          out[row * width + index] = toNumber(valueAt(values, row));
        }
      }
      /** By row, what generated code makes of the request: it is read as it is served. */
      const served = Array.from({ length: own === null ? 0 : batch.rows }, () => new Map<string, Value>());
      for (let row = 0; row < batch.rows; row++) {
        const value = (column: string): Value => valueAt(columnOf(batch, at, column), row);
        for (const { computation, places } of computed) {
          const online = computeRequest(computation, value);
          for (const { feature, column, index } of places) {
            const left = online[feature] ?? null;
            const right = value(column);
            if (own === null) out[row * width + index] = toNumber(left);
            else if (own.columns.includes(column)) served[row]?.set(column, left);
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
      if (own === null) return () => out;
      const value = (row: number, column: string): Value => {
        const known = served[row]?.get(column);
        return known === undefined ? valueAt(columnOf(batch, at, column), row) : known;
      };
      return (fitted) => {
        const vectors = new Float32Array(batch.rows * own.names.length);
        for (let row = 0; row < batch.rows; row++) {
          writeOwn(own, fitted, (column) => value(row, column), vectors, row * own.names.length);
        }
        return vectors;
      };
    },
    rowOf(batch, row) {
      const at = positions(batch);
      const kept = new Map(
        batch.names.map((name): [string, Value] => [name, valueAt(columnOf(batch, at, name), row)]),
      );
      const value = (column: string): Value => kept.get(column) ?? null;
      return (out, fitted) => {
        if (own !== null) {
          const online = new Map<string, Value>();
          for (const { computation, places } of computed) {
            const answers = computeRequest(computation, value);
            for (const { feature, column } of places) online.set(column, answers[feature] ?? null);
          }
          const read = (column: string): Value => {
            const known = online.get(column);
            return known === undefined ? value(column) : known;
          };
          writeOwn(own, fitted, read, out, 0);
          return;
        }
        for (const { column, index } of stored) out[index] = toNumber(value(column));
        for (const { computation, places } of computed) {
          const online = computeRequest(computation, value);
          for (const { feature, index } of places) out[index] = toNumber(online[feature] ?? null);
        }
      };
    },
  };
}

function writeOwn(
  { columns, names, compute }: OwnInputs,
  fitted: Fitted,
  value: (column: string) => Value,
  out: Float32Array,
  offset: number,
): void {
  const row: Record<string, Value> = {};
  for (const column of columns) row[column] = value(column);
  const inputs = compute(fitted, row);
  for (const [index, name] of names.entries()) out[offset + index] = toNumber(inputs[name] ?? null);
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
