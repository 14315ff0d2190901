// Seeded random numbers: the same seed, the same resamples on every machine.

/** Whole numbers from 0 to 2^32 - 1 (sfc32). */
export function randomIntegers(seed: number): () => number {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** Cumulative Poisson(1) probabilities, scaled to 32 bits: how often a row comes in a resample. */
const POISSON = (() => {
  const bounds: number[] = [];
  let probability = Math.exp(-1);
  let sum = probability;
  for (let count = 1; sum < 1 - 2 ** -33 && count < 16; count++) {
    bounds.push(sum * 2 ** 32);
    probability /= count;
    sum += probability;
  }
  return bounds;
})();

/** Fills `weights` with a Poisson(1) count each: a bootstrap resample, to within its number of rows. */
export function resample(weights: Uint8Array, random: () => number): void {
  for (let row = 0; row < weights.length; row++) {
    const value = random();
    let count = 0;
    while (count < POISSON.length && value >= (POISSON[count] as number)) count++;
    weights[row] = count;
  }
}
