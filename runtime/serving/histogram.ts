// Durations in logarithmic buckets of one typed array: constant memory, tens of nanoseconds an observation.

/** Upper bound of the first bucket, microseconds. */
const FIRST = 64;
/** Buckets in each doubling: 12 % wide, so that a quantile is at most 12 % off. */
const STEPS = 6;
/** Up to 17 seconds; one more bucket takes what is above. */
const BUCKETS = 18 * STEPS + 1;

export class Histogram {
  readonly #counts = new Float64Array(BUCKETS + 1);
  #sum = 0;
  #count = 0;

  /** `duration` in microseconds. */
  observe(duration: number): void {
    const bucket = duration <= FIRST ? 0 : Math.min(BUCKETS, Math.ceil(Math.log2(duration / FIRST) * STEPS));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += duration;
    this.#count++;
  }

  get count(): number {
    return this.#count;
  }

  /** Microseconds. */
  get sum(): number {
    return this.#sum;
  }

  /** The upper bound, in microseconds, of the bucket that the quantile falls into; null without observations. */
  quantile(share: number): number | null {
    if (this.#count === 0) return null;
    let seen = 0;
    for (const [bound, count] of this.buckets()) {
      seen += count;
      if (seen >= share * this.#count) return bound;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Upper bound in microseconds and own count of each bucket, the last bound infinite. */
  *buckets(): Generator<readonly [bound: number, count: number]> {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      yield [FIRST * 2 ** (bucket / STEPS), this.#counts[bucket] ?? 0];
    }
    yield [Number.POSITIVE_INFINITY, this.#counts[BUCKETS] ?? 0];
  }
}
