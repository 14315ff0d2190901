// The trainer's parameters: names, limits and defaults.

export interface Parameters {
  /** Boosting rounds. */
  readonly trees: number;
  /** Splits from a tree's root to its leaves, at most. */
  readonly depth: number;
  readonly learning_rate: number;
  /** Share of rows that each tree learns from. */
  readonly subsample: number;
  /** L2 penalty on leaf values. */
  readonly l2: number;
  /** Least sum of p(1 - p) in a leaf. */
  readonly min_child_weight: number;
  /** Least reduction of the loss for a split. */
  readonly min_gain: number;
  /** Distinct intervals that a feature's values are sorted into. */
  readonly max_bins: number;
  /** Losses are recorded every so many trees. */
  readonly metrics_every: number;
  /** 0: one for each core, at most four. The model does not depend on it. */
  readonly threads: number;
}

interface Limits {
  readonly standard: number;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

const LIMITS: Readonly<Record<keyof Parameters, Limits>> = {
  trees: { standard: 100, least: 1, most: 10_000, whole: true },
  depth: { standard: 6, least: 1, most: 10, whole: true },
  learning_rate: { standard: 0.1, least: 1e-4, most: 1, whole: false },
  subsample: { standard: 1, least: 0.01, most: 1, whole: false },
  l2: { standard: 1, least: 0, most: 1e6, whole: false },
  min_child_weight: { standard: 10, least: 0, most: 1e9, whole: false },
  min_gain: { standard: 0, least: 0, most: 1e9, whole: false },
  max_bins: { standard: 255, least: 2, most: 255, whole: true },
  metrics_every: { standard: 5, least: 1, most: 10_000, whole: true },
  threads: { standard: 0, least: 0, most: 64, whole: true },
};

/** @throws RangeError that lists every unknown name and every value out of its limits. */
export function readParameters(given: Readonly<Record<string, unknown>>): Parameters {
  const known = Object.keys(LIMITS) as (keyof Parameters)[];
  const problems = Object.keys(given)
    .filter((name) => !Object.hasOwn(LIMITS, name))
    .map((name) => `there is no parameter ${name}; there are ${known.join(", ")}`);
  const read = {} as Record<keyof Parameters, number>;
  for (const name of known) {
    const { standard, least, most, whole } = LIMITS[name];
    const value = given[name] ?? standard;
    if (typeof value === "number" && value >= least && value <= most && (!whole || Number.isInteger(value))) {
      read[name] = value;
    } else {
      problems.push(
        `${name} is ${JSON.stringify(value)}, not ${whole ? "a whole" : "a"} number from ${least} to ${most}`,
      );
    }
  }
  if (problems.length > 0) throw new RangeError(`the trainer's parameters: ${problems.join("; ")}`);
  return read;
}
