// "Did you mean": the known name that a misspelt one is nearest to.

/** The sentence for a hint, or undefined where nothing is near. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of [...known].sort()) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const cost = distance(word.toLowerCase(), candidate.toLowerCase());
    if (cost < least && cost < word.length) {
      best = candidate;
      least = cost;
    }
  }
  return best === undefined ? undefined : `Did you mean '${best}'?`;
}

/** Insertions, deletions and substitutions from one word to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const substituted = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
