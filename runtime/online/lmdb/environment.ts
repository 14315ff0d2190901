// One LMDB environment as this store uses it: rows and records in one tree, ordered by generation, then key.
import { createHash } from "node:crypto";
import { open } from "lmdb";

/** Generation 0 holds the store's own records; rows start at 1, so that a new generation is appended to the tree. */
export interface TreeKey {
  readonly generation: number;
  readonly key: Uint8Array;
}

/** The part of the lmdb package's database that we use, with our keys. */
export interface Tree {
  getBinary(key: TreeKey): Buffer | undefined;
  /** Valid until the next call. */
  getBinaryFast(key: TreeKey): Buffer | undefined;
  put(key: TreeKey, value: Uint8Array): Promise<boolean>;
  remove(key: TreeKey): Promise<boolean>;
  getKeys(range: {
    readonly start: TreeKey;
    readonly end: TreeKey;
    readonly limit: number;
  }): Iterable<TreeKey>;
  transaction<T>(action: () => T): Promise<T>;
  getStats(): TreeStatistics;
  /** The next read sees what was committed until then. */
  resetReadTxn(): void;
  readonly flushed: Promise<boolean>;
  close(): Promise<void>;
}

interface TreeStatistics {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

const GENERATION_BYTES = 4;
/** LMDB's own limit is 1,978 bytes with the generation. */
const LONGEST_KEY = 1024;
const HASH_BYTES = 32;

export function openTree(directory: string): Tree {
  return open({
    path: directory,
    noSubdir: false,
    encoding: "binary",
    keyEncoder: { writeKey, readKey },
  }) as unknown as Tree;
}

/** A longer key keeps its head and gets a SHA-256 for its tail; a key of exactly this length is always such a one. */
export function rowKey(generation: number, key: Uint8Array): TreeKey {
  if (key.length < LONGEST_KEY) return { generation, key };
  const head = key.subarray(0, LONGEST_KEY - HASH_BYTES);
  return { generation, key: Buffer.concat([head, createHash("sha256").update(key).digest()]) };
}

function writeKey({ generation, key }: TreeKey, target: Uint8Array, start: number): number {
  target[start] = generation >>> 24;
  target[start + 1] = generation >>> 16;
  target[start + 2] = generation >>> 8;
  target[start + 3] = generation;
  target.set(key, start + GENERATION_BYTES);
  return start + GENERATION_BYTES + key.length;
}

function readKey(source: Uint8Array, start: number, end: number): TreeKey {
  const bytes = Uint8Array.prototype.slice.call(source, start, end);
  const generation = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return { generation, key: bytes.subarray(GENERATION_BYTES) };
}
