// Rows in about ten bins of equally many, by their scores: rows of one score stay together.

const BINS = 10;

/** `order` ranks rows by score. The ends of the bins, as ranks; the last is the number of rows. */
export function binEnds(scores: Float32Array, order: Uint32Array): readonly number[] {
  const rows = order.length;
  const ends: number[] = [];
  let end = 0;
  while (end < rows) {
    // A bin that ties made large takes the place of those it swallowed.
    end = Math.max(end + 1, Math.ceil(((ends.length + 1) * rows) / BINS));
    end = Math.min(end, rows);
    while (end < rows && scores[order[end] as number] === scores[order[end - 1] as number]) end++;
    ends.push(end);
  }
  return ends;
}
