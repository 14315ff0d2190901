// "Did you mean": the known name that a misspelt one is nearest to.

/** The sentence for a hint, or undefined where nothing is near. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const near = nearestName(word, known);
  return near === null ? undefined : `Did you mean '${near}'?`;
}

/**
 * Up to a third of the word may differ, two letters at least. A word of up to four letters is another one with two changed: two may be
 * missing at its end. Ties go to the first in alphabet.
 */
export function nearestName(word: string, known: Iterable<string>): string | null {
  const most = Math.max(2, Math.floor(word.length / 3));
  let best: string | null = null;
  let least = most + 1;
  for (const candidate of known) {
    const limit = word.length > 4 || candidate.startsWith(word) ? most : 1;
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const cost = distance(word.toLowerCase(), candidate.toLowerCase());
    if (cost > limit) continue;
    if (cost < least || (cost === least && best !== null && candidate < best)) {
      best = candidate;
      least = cost;
    }
  }
  return least < Math.max(word.length, 2) ? best : null;
}

/** Insertions, deletions and substitutions from one word to the other; neighbours that are swapped count half. */
function distance(from: string, to: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const substituted = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      const isSwap = i > 0 && j > 0 && from[i] === to[j - 1] && from[i - 1] === to[j];
      const swapped = isSwap ? (before[j - 1] ?? 0) + 0.5 : substituted;
      next.push(Math.min(substituted, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] ?? 0;
}
