// Removes the bytes that no artifact refers to any more.
import { sql } from "../../database/kysely.ts";
import { inTransaction, type Metadata } from "../../database/metadata-database.ts";
import type { BlobEntry, BlobStore } from "./blob-store.ts";

export interface GarbageReport {
  readonly removedBlobs: number;
  readonly freedBytes: number;
  readonly keptBlobs: number;
}

export interface GarbageOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Blobs stored within this time are kept: their artifact may be about to be written. Milliseconds. */
  readonly grace: number;
  /** SHA-256 of content that something else refers to, such as a snapshot of training data: kept. */
  readonly roots?: Iterable<string>;
  /** Counts what would go, and removes nothing. */
  readonly dryRun?: boolean;
}

/** Goes through the store one group at a time, so that memory stays flat and writers wait little. */
export async function collectGarbage(
  metadata: Metadata,
  blobs: BlobStore,
  options: GarbageOptions,
): Promise<GarbageReport> {
  const { now, grace, dryRun = false } = options;
  const roots = new Set(options.roots ?? []);
  const report = { removedBlobs: 0, freedBytes: 0, keptBlobs: 0 };
  for await (const group of blobs.groups()) {
    const isOld = ({ digest, storedAt }: BlobEntry) => storedAt < now - grace && !roots.has(digest);
    const candidates = group.filter(isOld);
    const removed = candidates.length === 0 ? [] : await sweep(metadata, blobs, candidates, dryRun);
    report.removedBlobs += removed.length;
    report.freedBytes += removed.reduce((total, { size }) => total + size, 0);
    report.keptBlobs += group.length - removed.length;
  }
  if (!dryRun) await blobs.removeLeftovers(now - grace);
  return report;
}

/** An artifact is stored in a transaction too, which looks for its bytes: what is swept here cannot be referred to. */
function sweep(
  metadata: Metadata,
  blobs: BlobStore,
  candidates: readonly BlobEntry[],
  dryRun: boolean,
): Promise<readonly BlobEntry[]> {
  return inTransaction(metadata, async ({ kysely, dialect }) => {
    if (dialect.sweepLock !== null) await sql.raw(dialect.sweepLock.sweeping).execute(kysely);
    const digests = candidates.map(({ digest }) => digest);
    const { rows } = await sql<{ digest: string }>`SELECT DISTINCT digest FROM artifact
      WHERE ${dialect.isAnyOf(sql.ref("digest"), digests)}`.execute(kysely);
    const used = new Set(rows.map(({ digest }) => digest));
    const unused = candidates.filter(({ digest }) => !used.has(digest));
    if (!dryRun && unused.length > 0) await blobs.remove(unused.map(({ digest }) => digest));
    return unused;
  });
}
