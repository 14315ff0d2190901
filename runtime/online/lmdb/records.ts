// The store's own records, as JSON under readable keys: pointers, leases, generations, and two counters.
import type { ViewVersion } from "../contract.ts";
import { type Lease, LEASE_MS } from "../lease.ts";
import { type Pointer, parsePointer, pointerText } from "../pointer.ts";
import type { Tree, TreeKey } from "./environment.ts";

export interface GenerationRecord extends ViewVersion {
  readonly cut: number;
  /** Of keys and rows so far, with what LMDB adds to an entry. */
  readonly bytes: number;
}

export interface HeldLease extends Lease {
  /** Milliseconds since 1970. */
  readonly expires: number;
}

const ENTRY_OVERHEAD = 10 + 4;
const GENERATIONS = "generation/";
const EPOCH = record("epoch");
const NEXT = record("next");
/** More generations than views can leave behind. */
const MANY = 1_000_000;

export function entryBytes(key: Uint8Array, row: Uint8Array): number {
  return key.length + row.length + ENTRY_OVERHEAD;
}

/** Grows with every move of a pointer, so that readers look at one number instead of every pointer. */
export function epochOf(tree: Tree): number {
  return tree.getBinaryFast(EPOCH)?.readUIntLE(0, 6) ?? 0;
}

/** Only inside a write transaction, as all `put...` and `take...` functions of this file. */
export function putPointer(tree: Tree, version: ViewVersion, pointer: Pointer): void {
  const epoch = Buffer.alloc(6);
  epoch.writeUIntLE(epochOf(tree) + 1, 0, 6);
  tree.put(EPOCH, epoch);
  tree.put(record(`pointer/${nameOf(version)}`), Buffer.from(pointerText(pointer)));
}

export function pointerOf(tree: Tree, version: ViewVersion): Pointer | null {
  const bytes = tree.getBinary(record(`pointer/${nameOf(version)}`));
  return bytes === undefined ? null : parsePointer(textOf(bytes));
}

export function leaseOf(tree: Tree, version: ViewVersion): HeldLease | null {
  return jsonAt<HeldLease>(tree, `lease/${nameOf(version)}`);
}

export function putLease(tree: Tree, version: ViewVersion, lease: Lease, now: number): void {
  putJson(tree, `lease/${nameOf(version)}`, { ...lease, expires: now + LEASE_MS });
}

export function removeLease(tree: Tree, version: ViewVersion): void {
  tree.remove(record(`lease/${nameOf(version)}`));
}

export function takeGeneration(tree: Tree, generation: GenerationRecord): number {
  const bytes = tree.getBinary(NEXT);
  const id = bytes === undefined ? 1 : Number(textOf(bytes));
  tree.put(NEXT, Buffer.from(String(id + 1)));
  putGeneration(tree, id, generation);
  return id;
}

export function putGeneration(tree: Tree, id: number, generation: GenerationRecord): Promise<unknown> {
  return putJson(tree, `${GENERATIONS}${id}`, generation);
}

export function removeGeneration(tree: Tree, id: number): void {
  tree.remove(record(`${GENERATIONS}${id}`));
}

export function generations(tree: Tree): ReadonlyMap<number, GenerationRecord> {
  const found = new Map<number, GenerationRecord>();
  const range = { start: record(GENERATIONS), end: record("generation0"), limit: MANY };
  for (const { key } of [...tree.getKeys(range)]) {
    const name = Buffer.from(key).toString();
    const generation = jsonAt<GenerationRecord>(tree, name);
    if (generation !== null) found.set(Number(name.slice(GENERATIONS.length)), generation);
  }
  return found;
}

function nameOf({ view, fingerprint }: ViewVersion): string {
  return `${view}/${fingerprint}`;
}

function record(name: string): TreeKey {
  return { generation: 0, key: Buffer.from(name) };
}

function jsonAt<T>(tree: Tree, name: string): T | null {
  const bytes = tree.getBinary(record(name));
  return bytes === undefined ? null : (JSON.parse(textOf(bytes)) as T);
}

function putJson(tree: Tree, name: string, value: unknown): Promise<unknown> {
  return tree.put(record(name), Buffer.from(JSON.stringify(value)));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}
