// The embedded online store: one LMDB environment in a folder, read by any number of processes while one writes.
import type {
  ActiveCut,
  BeginOptions,
  GenerationWriter,
  OnlineStore,
  ReadRequest,
  ReadResult,
  ViewVersion,
} from "./contract.ts";
import { busy, holderIsDead, newLease } from "./lease.ts";
import { prepareDirectory } from "./lmdb/directory.ts";
import { openTree, rowKey, type Tree } from "./lmdb/environment.ts";
import { LmdbGenerationWriter } from "./lmdb/generation-writer.ts";
import { epochOf, generations, leaseOf, pointerOf, putLease, takeGeneration } from "./lmdb/records.ts";
import { sweep } from "./lmdb/sweep.ts";
import { writeError } from "./lmdb/write-error.ts";
import { activeCut, requireLaterCut } from "./pointer.ts";

export interface LmdbStoreOptions {
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** @throws OnlineStoreError permission, foreign, format or corrupt, each naming the folder */
export async function openLmdbStore({ directory, now = Date.now }: LmdbStoreOptions): Promise<OnlineStore> {
  await prepareDirectory(directory);
  return new LmdbStore(openTree(directory), now);
}

/** What a view version's rows are read by. */
interface Served {
  readonly generation: number;
  readonly active: ActiveCut;
}

class LmdbStore implements OnlineStore {
  readonly kind = "lmdb";
  readonly #tree: Tree;
  readonly #now: () => number;
  #epoch = -1;
  #served = new Map<string, Served | null>();

  constructor(tree: Tree, now: () => number) {
    this.#tree = tree;
    this.#now = now;
  }

  async read(requests: readonly ReadRequest[]): Promise<readonly ReadResult[]> {
    // No await in here: LMDB keeps one read transaction for what runs without a pause, pointers and rows alike.
    this.#refresh();
    return requests.map(({ version, key }) => {
      const served = this.#servedOf(version);
      if (served === null) return { row: null, active: null };
      return { row: this.#tree.getBinary(rowKey(served.generation, key)) ?? null, active: served.active };
    });
  }

  async active(version: ViewVersion): Promise<ActiveCut | null> {
    this.#refresh();
    return this.#servedOf(version)?.active ?? null;
  }

  async begin(version: ViewVersion, cut: number, options: BeginOptions = {}): Promise<GenerationWriter> {
    const tree = this.#tree;
    const now = this.#now();
    const lease = newLease(now);
    try {
      const id = await tree.transaction(() => {
        const held = leaseOf(tree, version);
        if (held !== null && held.expires > now && !holderIsDead(held)) throw busy(version, held);
        requireLaterCut(version.view, cut, pointerOf(tree, version), options);
        putLease(tree, version, lease, now);
        return takeGeneration(tree, { ...version, cut, bytes: 0 });
      });
      const writer = new LmdbGenerationWriter(tree, { version, cut, options, lease, id }, this.#now);
      tree.resetReadTxn();
      await sweep(tree, version, id);
      return writer;
    } catch (error) {
      throw await writeError(error);
    }
  }

  /** Pages are shared by all generations, so a generation's are told by its share of all entries' bytes. */
  async size(version: ViewVersion): Promise<{ readonly rows: number; readonly bytes: number } | null> {
    const active = await this.active(version);
    if (active === null) return null;
    const all = generations(this.#tree);
    const total = [...all.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const own = all.get(Number(active.generation))?.bytes ?? 0;
    const { pageSize, treeBranchPageCount, treeLeafPageCount, overflowPages } = this.#tree.getStats();
    const pages = treeBranchPageCount + treeLeafPageCount + overflowPages;
    return { rows: active.rows, bytes: total === 0 ? 0 : Math.round((pages * pageSize * own) / total) };
  }

  async close(): Promise<void> {
    await this.#tree.close();
  }

  #refresh(): void {
    const epoch = epochOf(this.#tree);
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    this.#served = new Map();
  }

  #servedOf(version: ViewVersion): Served | null {
    const name = `${version.view}/${version.fingerprint}`;
    let served = this.#served.get(name);
    if (served === undefined) {
      const pointer = pointerOf(this.#tree, version);
      served =
        pointer === null ? null : { generation: Number(pointer.generation), active: activeCut(pointer) };
      this.#served.set(name, served);
    }
    return served;
  }
}
