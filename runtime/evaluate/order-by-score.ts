// The order of rows by their scores, by radix sort: linear in rows, and equal scores stay in the order of the rows.

const BITS = 11;
const BUCKETS = 1 << BITS;

/** Row numbers from the least score to the greatest. */
export function orderByScore(scores: Float32Array): Uint32Array {
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
  const keys = new Uint32Array(scores.length);
  for (let row = 0; row < keys.length; row++) {
    const value = bits[row] as number;
    // Negative numbers have their bits inverted, others their sign: unsigned order is then that of the numbers.
    keys[row] = value >>> 31 === 0 ? value ^ 0x80000000 : ~value;
  }
  let from = Uint32Array.from(keys.keys());
  let to = new Uint32Array(keys.length);
  for (const shift of [0, BITS, 2 * BITS]) {
    const starts = new Uint32Array(BUCKETS + 1);
    for (const key of keys) {
      const bucket = ((key >>> shift) & (BUCKETS - 1)) + 1;
      starts[bucket] = (starts[bucket] as number) + 1;
    }
    for (let bucket = 1; bucket <= BUCKETS; bucket++) {
      starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
    }
    for (const row of from) {
      const bucket = ((keys[row] as number) >>> shift) & (BUCKETS - 1);
      to[starts[bucket] as number] = row;
      starts[bucket] = (starts[bucket] as number) + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}
