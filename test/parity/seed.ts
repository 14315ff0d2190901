// The seed of this run's random values: PARITY_SEED, or one that every run shares.

export const SEED = Number(process.env.PARITY_SEED ?? 20010611);
