// A view's keys in parts: what a job gathers must fit in memory, and how much that is shows only when it runs.

/** The keys whose hash leaves `part` when divided by `parts`. */
export type Part = Readonly<Record<"part" | "parts", number>>;

export const WHOLE: Part = { part: 0, parts: 1 };

/** Each part reads all rows again: beyond as many, more memory is the better answer. */
const MOST_PARTS = 256;

/**
 * Runs `work` for all keys at once, or where memory runs out, for halves of them, and halves of those. It answers with the error
 * if memory ran out before anything was handed on, and with null when it is done.
 */
export async function inParts(work: (part: Part) => Promise<unknown>): Promise<void> {
  const left: Part[] = [WHOLE];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { part, parts } = next;
    const error = await work(next);
    if (error === null) continue;
    if (parts >= MOST_PARTS) throw error;
    left.push({ part: part + parts, parts: 2 * parts }, { part, parts: 2 * parts });
  }
}
