// Cuts what was logged into requests that a tracking server takes, in order.
import type { Message } from "./http.ts";
import type { Entry } from "./contract.ts";

const MOST = 1000;
const MOST_PAIRS = 100;
const MOST_CHARACTERS = 1 << 20;

/** How many entries from the start go into one request: one at least, and no param twice. */
export function batchLength(entries: readonly Entry[]): number {
  const params = new Set<string>();
  let tags = 0;
  let characters = 0;
  for (const [index, { kind, key, value }] of entries.entries()) {
    if (index === MOST) return index;
    characters += key.length + (typeof value === "string" ? value.length : 60);
    if (index > 0 && characters > MOST_CHARACTERS) return index;
    if (kind === "tag" && ++tags > MOST_PAIRS) return index;
    if (kind !== "param") continue;
    if (params.has(key) || params.size === MOST_PAIRS) return index;
    params.add(key);
  }
  return entries.length;
}

export function batchMessage(runId: string, entries: readonly Entry[]): Message {
  const pairs = (wanted: "param" | "tag") =>
    entries.filter(({ kind }) => kind === wanted).map(({ key, value }) => ({ key, value }));
  const metrics = entries.flatMap((entry) => {
    if (entry.kind !== "metric") return [];
    const { key, value, step, timestamp } = entry;
    // JSON has no NaN and no infinity; the server reads their names.
    return [{ key, value: Number.isFinite(value) ? value : String(value), step, timestamp }];
  });
  return { run_id: runId, metrics, params: pairs("param"), tags: pairs("tag") };
}
