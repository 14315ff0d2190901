// Holds a trainer's own predictions, those of its framework, against what its ONNX file answers for the same rows.
import type { TrainingSet } from "../../compiler/ir/program.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { scanOf } from "../offline/file-columns.ts";
import { identifier, literal } from "../offline/sql-text.ts";
import { valueAt } from "../verify/bits.ts";
import type { Parity } from "./evaluation.ts";
import type { OwnInputs } from "./own-inputs.ts";
import { inputVectors } from "./input-vectors.ts";
import { toNumber } from "./vector-writers.ts";
import type { ScoredModel } from "./score-rows.ts";

const MOST_ROWS = 10_000;
/** Float32 sums in another order differ by about this, relative to values above one. */
const TOLERANCE = 1e-4;

export interface ParityOptions {
  readonly engine: Pick<OfflineEngine, "stream">;
  readonly set: TrainingSet;
  /** The snapshot that the version was trained on. */
  readonly data: string;
  /** Parquet or CSV with the columns `row` (from 0, in the snapshot) and `prediction`. */
  readonly predictions: string;
  readonly own: OwnInputs | null;
  readonly scored: ScoredModel;
}

/** Features are those of the snapshot: what differs is the export alone. */
export async function checkParity({
  engine,
  set,
  own,
  data,
  predictions,
  scored,
}: ParityOptions): Promise<Parity> {
  const predicted = scanOf(predictions.endsWith(".parquet") ? "parquet" : "csv", predictions);
  const columns = set.features.map(({ column }) => `data.${identifier(column)}`);
  const sql = `SELECT CAST(predicted.prediction AS DOUBLE) AS __prediction, ${columns.join(", ")}
FROM ${predicted} AS predicted
JOIN read_parquet(${literal(data)}, file_row_number = true) AS data ON data.file_row_number = predicted."row"
LIMIT ${MOST_ROWS}`;
  const vectors = inputVectors(set.features, [], own);
  let [rows, largest, apart] = [0, 0, 0];
  for await (const batch of engine.stream(sql)) {
    const answers = await scored.run(vectors.fill(batch)(scored.fitted), batch.rows);
    const said = batch.columns[batch.names.indexOf("__prediction")];
    if (said === undefined) throw new Error("the predictions have no column prediction");
    for (let row = 0; row < batch.rows; row++) {
      const expected = toNumber(valueAt(said, row));
      const distance = Math.abs(expected - (answers[row] as number));
      if (!(distance <= TOLERANCE * Math.max(1, Math.abs(expected)))) apart++;
      largest = Math.max(largest, Number.isNaN(distance) ? Number.MAX_VALUE : distance);
    }
    rows += batch.rows;
  }
  return { rows, largest, apart, tolerance: TOLERANCE };
}
