// Drops generations that nothing points to: their rows in bounded transactions, then their record.
import type { ViewVersion } from "../contract.ts";
import type { Tree } from "./environment.ts";
import { generations, pointerOf, removeGeneration } from "./records.ts";

const CHUNK = 50_000;
const NO_KEY = new Uint8Array();

/** Of this view version: all but the served one, the one before it, and `keep`. Only under the view's lease. */
export async function sweep(tree: Tree, version: ViewVersion, keep: number | null): Promise<void> {
  const pointer = pointerOf(tree, version);
  for (const [id, { view, fingerprint }] of generations(tree)) {
    if (view !== version.view || fingerprint !== version.fingerprint || id === keep) continue;
    if (String(id) === pointer?.generation || String(id) === pointer?.previous) continue;
    await dropGeneration(tree, id);
  }
}

/** Killed half-way, it goes on from its record at the next sweep. */
export async function dropGeneration(tree: Tree, id: number): Promise<void> {
  const range = {
    start: { generation: id, key: NO_KEY },
    end: { generation: id + 1, key: NO_KEY },
    limit: CHUNK,
  };
  for (;;) {
    tree.resetReadTxn();
    const keys = [...tree.getKeys(range)];
    if (keys.length === 0) break;
    await tree.transaction(() => {
      for (const key of keys) tree.remove(key);
    });
  }
  await tree.transaction(() => removeGeneration(tree, id));
}
