// Which rows of a training set a model is judged by: later than those that it learnt from.
import type { Model, TrainingSet } from "../../compiler/ir/program.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { literal } from "../offline/sql-text.ts";
import { UserError } from "../user-error.ts";
import { valueAt } from "../verify/bits.ts";

export interface HoldOut {
  /** Microseconds since 1970. */
  readonly from: number;
  /** SQL condition on rows of the snapshot. */
  readonly where: string;
  readonly rows: number;
  /** Of the whole snapshot; microseconds since 1970. */
  readonly lastAsOf: number | null;
}

/** @throws UserError F5801 where nothing is held out, F5802 where no row is. */
export async function findHoldOut(
  engine: Pick<OfflineEngine, "stream">,
  model: Model,
  set: TrainingSet,
  file: string,
): Promise<HoldOut> {
  const from = model.holdoutFrom ?? set.split?.test ?? null;
  if (from === null) {
    throw new UserError({
      code: "F5801",
      message: `Model '${model.name}' holds no rows out: there is nothing to judge it by.`,
      why: "Rows that a model has learnt from say nothing of how it does on others.",
      hint: 'Write `holdout: { from: "2001-06-01" }` in the model, or `split: { test: … }` in its training set.',
    });
  }
  const where = `as_of >= make_timestamp(${from})`;
  const sql = `SELECT count(*) FILTER (${where}) AS held, max(as_of) AS last FROM read_parquet(${literal(file)})`;
  let [rows, lastAsOf]: [number, number | null] = [0, null];
  for await (const batch of engine.stream(sql)) {
    const [held, last] = batch.columns;
    if (held === undefined || last === undefined || batch.rows === 0) continue;
    rows = Number(valueAt(held, 0));
    lastAsOf = valueAt(last, 0) as number | null;
  }
  if (rows > 0) return { from, where, rows, lastAsOf };
  throw new UserError({
    code: "F5802",
    message: `No row of training set '${set.name}' is as of ${new Date(from / 1000).toISOString()} or later.`,
    why: "The hold-out begins after the data ends.",
    hint: "Set `holdout.from` to an earlier instant.",
  });
}
