// Rows of a training set as the vectors that serving feeds to a model, with request features computed anew and compared.
import type { TrainingFeature } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { Batch } from "../offline/contract.ts";
import { bitsOf, sameBits, valueAt } from "../verify/bits.ts";
import { Tally } from "../verify/report.ts";
import type { Fitted, OwnInputs } from "./own-inputs.ts";
import { computeRequest, type RequestComputation } from "./request-features.ts";
import { featureVector, ownVector, type Read } from "./vector-writers.ts";

/** Writes one row's vector anew, as serving does: for measuring time. */
export type RowVector = (out: Float32Array, fitted: Fitted) => void;

export interface InputVectors {
  /** `batch.rows` vectors, one after another, for a version with these fitted values; asked again with the same, the same. */
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
  const { width, bind } = own === null ? featureVector(features) : ownVector(own);
  const requests = computations.map((computation) => ({
    computation,
    made: features.filter(({ view }) => view === computation.view.name),
  }));

  /** By column, what generated code makes of each row's request; each value is held against the stored one. */
  const served = (batch: Batch, stored: (column: string) => Read): ReadonlyMap<string, readonly Value[]> => {
    const columns = new Map<string, Value[]>();
    for (const { computation, made } of requests) {
      const { view } = computation;
      const targets = made.map(({ feature, column }) => {
        const values: Value[] = [];
        columns.set(column, values);
        return { feature, values, read: stored(column) };
      });
      for (let row = 0; row < batch.rows; row++) {
        const value = (column: string): Value => stored(column)(row);
        const answers = computeRequest(computation, value);
        for (const { feature, values, read } of targets) {
          const [left, right] = [answers[feature] ?? null, read(row)];
          values.push(left);
          audit.add(sameBits(left, right), () => ({
            view: view.name,
            feature,
            key: Object.fromEntries(view.request.map(({ name }) => [name, value(name)])),
            asOf: null,
            online: { value: left, bits: bitsOf(left) },
            offline: { value: right, bits: bitsOf(right) },
          }));
        }
      }
    }
    return columns;
  };

  return {
    audit,
    fill(batch) {
      const stored = storedColumns(batch);
      const online = served(batch, stored);
      const write = bind((column) => {
        const values = online.get(column);
        return values === undefined ? stored(column) : (row) => values[row] ?? null;
      });
      let last: { readonly fitted: Fitted; readonly vectors: Float32Array } | null = null;
      return (fitted) => {
        if (last?.fitted === fitted) return last.vectors;
        const vectors = new Float32Array(batch.rows * width);
        for (let row = 0; row < batch.rows; row++) write(vectors, row * width, row, fitted);
        last = { fitted, vectors };
        return vectors;
      };
    },
    rowOf(batch, row) {
      const stored = storedColumns(batch);
      const kept = new Map(batch.names.map((name) => [name, stored(name)(row)]));
      const value = (column: string): Value => kept.get(column) ?? null;
      const online = new Map<string, Value>();
      const computed = new Set(requests.flatMap(({ made }) => made.map(({ column }) => column)));
      const write = bind((column) =>
        computed.has(column) ? () => online.get(column) ?? null : () => value(column),
      );
      return (out, fitted) => {
        for (const { computation, made } of requests) {
          const answers = computeRequest(computation, value);
          for (const { feature, column } of made) online.set(column, answers[feature] ?? null);
        }
        write(out, 0, row, fitted);
      };
    },
  };
}

/** A column by name, each looked up once. @throws Error where the rows have none of that name. */
function storedColumns({ names, columns }: Batch): (name: string) => Read {
  const reads = new Map<string, Read>();
  return (name) => {
    const known = reads.get(name);
    if (known !== undefined) return known;
    const column = columns[names.indexOf(name)];
    if (column === undefined) throw new Error(`the training set has no column ${name}`);
    const read: Read = (row) => valueAt(column, row);
    reads.set(name, read);
    return read;
  };
}
