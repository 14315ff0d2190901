// Scores rows of a training set through the served path: generated code and ONNX, in batches, into typed arrays.
import type { TrainingSet } from "../../compiler/ir/program.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { identifier, literal } from "../offline/sql-text.ts";
import { valueAt } from "../verify/bits.ts";
import type { Tally } from "../verify/report.ts";
import { UserError } from "../user-error.ts";
import { inputVectors, type RowVector } from "./input-vectors.ts";
import { toNumber } from "./vector-writers.ts";
import type { Fitted, OwnInputs } from "./own-inputs.ts";
import { columnsOf, type RequestComputation } from "./request-features.ts";
import { SliceCodes, type SliceColumn } from "./slice-codes.ts";

/** As LoadedModel.run and ModelSession.run. */
export type RunModel = (batch: Float32Array, rows: number) => Promise<Float32Array>;

export interface ScoredModel {
  readonly run: RunModel;
  readonly fitted: Fitted;
}

export interface ScoreOptions {
  readonly engine: Pick<OfflineEngine, "stream">;
  readonly set: TrainingSet;
  readonly computations: readonly RequestComputation[];
  /** null for a model that reads the features as they are. */
  readonly own: OwnInputs | null;
  readonly file: string;
  /** SQL condition on the file's rows; null for all. */
  readonly where: string | null;
  /** Every so many-th row; 1 for all. */
  readonly oneIn: number;
  /** How many rows that gives at most. */
  readonly rows: number;
  readonly models: readonly ScoredModel[];
  readonly slices: readonly string[];
  readonly binary: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface ScoredRows {
  readonly labels: Float64Array;
  /** Of each model. */
  readonly scores: readonly Float32Array[];
  readonly slices: readonly SliceColumn[];
  /** Rows to measure time by, spread over all. */
  readonly fillers: readonly RowVector[];
  readonly audit: Tally;
}

const FILLERS = 256;

/** @throws UserError F5803 where a binary label is neither 0 nor 1, or a score is not finite. */
export async function scoreRows(options: ScoreOptions): Promise<ScoredRows> {
  const { engine, set, computations, own, models, rows, signal, onProgress } = options;
  const vectors = inputVectors(set.features, computations, own);
  const labels = new Float64Array(rows);
  const scores = models.map(() => new Float32Array(rows));
  const slices = options.slices.map((column) => new SliceCodes(column, rows));
  const fillers: RowVector[] = [];
  const step = Math.max(1, Math.floor(rows / FILLERS));
  let done = 0;
  for await (const batch of engine.stream(statement(options), {}, signal === undefined ? {} : { signal })) {
    const size = Math.min(batch.rows, rows - done);
    const inputFor = vectors.fill(batch);
    for (const [index, { run, fitted }] of models.entries()) {
      const output = await run(inputFor(fitted), batch.rows);
      scores[index]?.set(output.subarray(0, size), done);
    }
    const columnAt = (name: string) => batch.columns[batch.names.indexOf(name)];
    const label = columnAt(set.label.name);
    if (label === undefined) throw new Error(`the training set has no column ${set.label.name}`);
    for (let row = 0; row < size; row++) labels[done + row] = toNumber(valueAt(label, row));
    for (const slice of slices) {
      const column = columnAt(slice.column);
      for (let row = 0; row < size; row++) {
        slice.set(done + row, column === undefined ? null : valueAt(column, row));
      }
    }
    for (let row = (step - (done % step)) % step; row < size && fillers.length < FILLERS; row += step) {
      fillers.push(vectors.rowOf(batch, row));
    }
    done += size;
    onProgress?.(done / rows);
  }
  const found = {
    labels: labels.subarray(0, done),
    scores: scores.map((each) => each.subarray(0, done)),
    slices: slices.map((slice) => slice.finish(done)),
    fillers,
    audit: vectors.audit,
  };
  refuseStrange(found, set.label.name, options.binary);
  return found;
}

function statement({ set, computations, file, where, oneIn, slices }: ScoreOptions): string {
  const columns = new Set([
    set.label.name,
    ...set.features.map(({ column }) => column),
    ...columnsOf(computations),
    ...slices,
  ]);
  const conditions = [
    ...(where === null ? [] : [where]),
    ...(oneIn === 1 ? [] : [`file_row_number % ${oneIn} = 0`]),
  ];
  const filter = conditions.length === 0 ? "" : `\nWHERE ${conditions.join(" AND ")}`;
  return `SELECT ${[...columns].map(identifier).join(", ")}
FROM read_parquet(${literal(file)}, file_row_number = true)${filter}`;
}

function refuseStrange({ labels, scores }: ScoredRows, label: string, binary: boolean): void {
  const strange = labels.find((value) => (binary ? value !== 0 && value !== 1 : !Number.isFinite(value)));
  if (strange !== undefined) {
    throw new UserError({
      code: "F5803",
      message: `The label '${label}' is ${strange} in a row that the model is judged by.`,
      why: binary ? "A binary model is judged by labels of 0 and 1." : "An error has no size there.",
      hint: binary
        ? 'Write `task: "regression"` in the model, or mend the label.'
        : "Leave such rows out with `where`.",
    });
  }
  const finite = scores.every((each) => each.every((value) => Number.isFinite(value)));
  if (!finite) {
    throw new UserError({
      code: "F5803",
      message: "A model answers values that are not finite.",
      why: "Serving refuses such answers, so there is nothing to judge.",
      hint: "Look at how the trainer exports it, and at inputs that are missing.",
    });
  }
}
