// Numbers and texts sorted into buckets: by edges, by a hash, by a vocabulary.
import { createHash } from "node:crypto";
import type { ScalarValue } from "../ir/value-type.ts";

/** How many of the ascending edges are at most `value`; 0 for NaN. */
export function bucketOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Buckets at most: with more, the remainder of a 64-bit hash would leave exact doubles. */
export const MOST_BUCKETS = 2 ** 20;

/** The last 8 bytes of the MD5 of the text in UTF-8, as an unsigned little-endian number, modulo `buckets`. */
export function hashBucket(value: string | number, buckets: number): number {
  const digest = createHash("md5").update(String(value)).digest();
  const [low, high] = [digest.readUInt32LE(8), digest.readUInt32LE(12)];
  return ((high % buckets) * (2 ** 32 % buckets) + low) % buckets;
}

/** The place of a value in a vocabulary, from 0 on; -1 where it is none of it. */
export function ordinalOf(value: ScalarValue, vocabulary: readonly ScalarValue[]): number {
  return vocabulary.indexOf(value);
}

/** Within literal bounds; NaN stays NaN, and -0 is not below 0. */
export function clamp(value: number, low: number, high: number): number {
  if (value < low) return low;
  if (value > high) return high;
  return value;
}
