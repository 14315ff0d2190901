// Confidence intervals by resampling rows: of each measure, and of the difference of two on the same resamples.
import type { MetricName } from "../../compiler/ir/program.ts";
import { advantage } from "../../compiler/library/metrics.ts";
import type { Measure } from "./measure.ts";
import { randomIntegers, resample } from "./random.ts";

export interface Estimate {
  readonly value: number;
  /** Bounds of the 95 % interval; null where too few resamples have a value. */
  readonly low: number | null;
  readonly high: number | null;
}

/** Metrics that have a value, by name. */
export type Estimates = { readonly [name in MetricName]?: Estimate };

export interface Bootstrapped {
  readonly challenger: Estimates;
  readonly champion: Estimates | null;
  /** By how much the challenger is better; null without a champion. */
  readonly advantage: Estimates | null;
}

export interface BootstrapOptions {
  readonly resamples: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
}

const LOW = 0.025;
const HIGH = 0.975;

/** Both measures are of the same rows in the same order: a resample takes the same rows of both. */
export function bootstrap(
  challenger: Measure,
  champion: Measure | null,
  { resamples, seed, signal }: BootstrapOptions,
): Bootstrapped {
  const { metrics, rows } = challenger;
  const random = randomIntegers(seed);
  const weights = new Uint8Array(rows);
  const drawn = { challenger: table(metrics), champion: table(metrics), advantage: table(metrics) };
  for (let count = 0; count < resamples; count++) {
    signal?.throwIfAborted();
    resample(weights, random);
    const ours = challenger.values(weights);
    const theirs = champion?.values(weights);
    for (const [index, name] of metrics.entries()) {
      const own = ours[index] as number;
      drawn.challenger[index]?.push(own);
      if (theirs === undefined) continue;
      const other = theirs[index] as number;
      drawn.champion[index]?.push(other);
      drawn.advantage[index]?.push(advantage(name, own, other));
    }
  }
  const ours = challenger.values(null);
  const theirs = champion?.values(null) ?? null;
  const apart =
    theirs === null
      ? null
      : ours.map((own, index) => {
          return advantage(metrics[index] as MetricName, own, theirs[index] as number);
        });
  return {
    challenger: estimates(metrics, ours, drawn.challenger),
    champion: theirs === null ? null : estimates(metrics, theirs, drawn.champion),
    advantage: apart === null ? null : estimates(metrics, apart, drawn.advantage),
  };
}

function table(metrics: readonly MetricName[]): readonly number[][] {
  return metrics.map(() => []);
}

function estimates(
  metrics: readonly MetricName[],
  values: Float64Array,
  drawn: readonly (readonly number[])[],
): Estimates {
  const entries = metrics.flatMap((name, index) => {
    const value = values[index] as number;
    if (!Number.isFinite(value)) return [];
    const all = drawn[index] ?? [];
    const finite = Float64Array.from(all.filter(Number.isFinite)).sort();
    // Where a resample often has no value, as of one class, an interval of the others would be too narrow.
    const known = finite.length > 0 && finite.length >= all.length * HIGH;
    return [
      [
        name,
        { value, low: known ? quantile(finite, LOW) : null, high: known ? quantile(finite, HIGH) : null },
      ],
    ];
  });
  return Object.fromEntries(entries) as Estimates;
}

/** Of sorted values, between the two that are nearest. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (at - below);
}
