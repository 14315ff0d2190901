// Reads a job's Parquet file column by column through DuckDB, straight into bins: rows are never held as values.
import type { TrainingJob } from "bifold/training";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { Binner, chooseEdges, type Edges } from "./bin-edges.ts";
import { checkColumns, type RowCounts, readCounts } from "./check-data.ts";
import { binsStart, createSharedState, LANES, type SharedState } from "./shared-state.ts";
import { identifier, trainingRowsQuery } from "./training-rows-query.ts";

/** Rows whose predictions are left for the check of the ONNX file, at most. */
const PREDICTION_SAMPLE = 1_000;
/** Rows from whose values the bins' edges are chosen. */
const EDGE_SAMPLE = 200_000;
const DUCKDB = { memory_limit: "512MB", threads: "2" };

export interface ReadOptions {
  readonly depth: number;
  readonly maxBins: number;
  readonly subsample: number;
  readonly threads: number;
  /** Share of the rows read, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export interface TrainingData {
  readonly state: SharedState;
  readonly counts: RowCounts;
  /** By feature. */
  readonly edges: readonly Edges[];
  /** By feature: rows in which it is missing. */
  readonly missing: readonly number[];
  /** Some rows, evenly spread: their places in the state, and in the Parquet file. */
  readonly sample: readonly { readonly at: number; readonly dataRow: number }[];
}

/** @throws Error that names the column and the way out if the data cannot be learnt from. */
export async function readTrainingData(job: TrainingJob, options: ReadOptions): Promise<TrainingData> {
  checkColumns(job);
  const instance = await DuckDBInstance.create(":memory:", DUCKDB);
  const connection = await instance.connect();
  try {
    await connection.run(`CREATE VIEW training_rows AS ${trainingRowsQuery(job)}`);
    const counts = await readCounts(connection, job);
    const edges = await readEdges(connection, job, counts, options.maxBins);
    const state = createSharedState({
      rows: counts.rows,
      trainRows: counts.trainRows,
      features: job.features.length,
      depth: options.depth,
      threads: options.threads,
      sampleBelow: options.subsample * 2 ** 32,
    });
    const { missing, sample } = await readBins(connection, job, state, edges, options.onProgress);
    return { state, counts, edges, missing, sample };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The sample is drawn by a hash of the rows' values: the same rows, in whatever order, give the same edges. */
async function readEdges(
  connection: DuckDBConnection,
  job: TrainingJob,
  counts: RowCounts,
  maxBins: number,
): Promise<Edges[]> {
  const below = Math.min(2 ** 32, Math.ceil((EDGE_SAMPLE / counts.trainRows) * 2 ** 32));
  const names = job.features.map(identifier).join(", ");
  const samples = job.features.map(() => new GrowingSample());
  const query = `SELECT ${names} FROM training_rows WHERE NOT holdout AND row_hash < ${below}`;
  await readChunks(connection, query, (columns, rows) => {
    for (const [feature, sample] of samples.entries()) sample.add(columns[feature] as Float64Array, rows);
  });
  return samples.map((sample) => chooseEdges(sample.values(), maxBins));
}

async function readBins(
  connection: DuckDBConnection,
  job: TrainingJob,
  state: SharedState,
  edges: readonly Edges[],
  onProgress: (share: number) => void,
): Promise<Pick<TrainingData, "missing" | "sample">> {
  const { rows, trainRows } = state.shape;
  const step = Math.ceil(rows / PREDICTION_SAMPLE);
  const sample: { readonly at: number; readonly dataRow: number }[] = [];
  const binners = edges.map((each) => new Binner(each));
  const missing = edges.map(() => 0);
  const names = job.features.map(identifier).join(", ");
  const read = async (holdout: boolean, from: number): Promise<number> => {
    let at = from;
    let scratch = new Float32Array(2048);
    let bits = new Int32Array(scratch.buffer);
    const query = `SELECT label, row_hash, data_row, ${names} FROM training_rows WHERE ${holdout ? "" : "NOT "}holdout`;
    await readChunks(connection, query, (columns, count) => {
      if (scratch.length < count) {
        scratch = new Float32Array(count);
        bits = new Int32Array(scratch.buffer);
      }
      const [labels, hashes, dataRows, ...values] = columns as [
        Float64Array,
        Float64Array,
        Float64Array,
        ...Float64Array[],
      ];
      for (let i = (step - (at % step)) % step; i < count; i += step) {
        sample.push({ at: at + i, dataRow: dataRows[i] as number });
      }
      for (let i = 0; i < count; i++) {
        state.labels[at + i] = labels[i] as number;
        state.hashes[at + i] = hashes[i] as number;
      }
      for (const [feature, column] of values.entries()) {
        for (let i = 0; i < count; i++) scratch[i] = column[i] as number;
        (missing[feature] as number) += (binners[feature] as Binner).bin(
          scratch,
          bits,
          count,
          state.bins,
          binsStart(state.shape, feature) + LANES * at,
          LANES,
        );
      }
      at += count;
      onProgress(at / rows);
    });
    return at;
  };
  const learnt = await read(false, 0);
  const end = rows > trainRows ? await read(true, learnt) : learnt;
  if (learnt !== trainRows || end !== rows) throw new Error(`${job.data} changed while it was read`);
  return { missing, sample };
}

/** Every column of `query` is a DOUBLE or an unsigned integer without nulls. */
async function readChunks(
  connection: DuckDBConnection,
  query: string,
  take: (columns: readonly Float64Array[], rows: number) => void,
): Promise<void> {
  const result = await connection.stream(query);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return;
    const columns = Array.from({ length: chunk.columnCount }, (_, index) => {
      // A vector's own typed array; its public accessor gives one value a call.
      return (chunk.getColumnVector(index) as unknown as { readonly items: Float64Array }).items;
    });
    take(columns, chunk.rowCount);
  }
}

class GrowingSample {
  #values = new Float32Array(4096);
  #length = 0;

  add(values: Float64Array, count: number): void {
    if (this.#length + count > this.#values.length) {
      const larger = new Float32Array(2 * (this.#length + count));
      larger.set(this.#values.subarray(0, this.#length));
      this.#values = larger;
    }
    this.#values.set(values.subarray(0, count), this.#length);
    this.#length += count;
  }

  values(): Float32Array {
    return this.#values.slice(0, this.#length);
  }
}
