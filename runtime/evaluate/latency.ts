// How long one row takes through the served path: generated code, then ONNX, one row at a time.
import { quantile } from "./bootstrap.ts";
import type { RowVector } from "./input-vectors.ts";
import type { ScoredModel } from "./score-rows.ts";

export interface Latency {
  /** Milliseconds a row. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly rows: number;
}

const ROWS = 1_000;
/** First rows are slow: code is compiled. */
const WARM_UP = 200;

/** `elapsed`: a monotonic clock in milliseconds. Null without rows. */
export async function measureLatency(
  fillers: readonly RowVector[],
  width: number,
  { run, fitted }: ScoredModel,
  elapsed: () => number,
): Promise<Latency | null> {
  if (fillers.length === 0) return null;
  const times = new Float64Array(ROWS);
  for (let index = -WARM_UP; index < ROWS; index++) {
    const fill = fillers[(index + WARM_UP) % fillers.length] as RowVector;
    const start = elapsed();
    const input = new Float32Array(width);
    fill(input, fitted);
    await run(input, 1);
    if (index >= 0) times[index] = elapsed() - start;
  }
  times.sort();
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99), rows: ROWS };
}
