// Removes the bytes that no artifact refers to any more.
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { inTransaction, type Metadata } from "../../database/metadata-database.ts";
import type { BlobStore } from "./blob-store.ts";

export interface GarbageReport {
  readonly removedBlobs: number;
  readonly freedBytes: number;
  readonly keptBlobs: number;
}

export interface GarbageOptions {
  readonly now: number;
  /** Blobs touched within this time are kept: their artifact may be about to be written. Milliseconds. */
  readonly grace: number;
}

/** Goes through the store one folder of 1/256 at a time, so that memory stays flat and writers wait little. */
export async function collectGarbage(
  metadata: Metadata,
  blobs: BlobStore,
  options: GarbageOptions,
): Promise<GarbageReport> {
  const reports: GarbageReport[] = [];
  for (const prefix of await namesIn(join(blobs.folder, "blobs"))) {
    const folder = join(blobs.folder, "blobs", prefix);
    reports.push(await inTransaction(metadata, (transaction) => sweep(transaction, blobs, folder, options)));
  }
  // What an upload left that was cut off by a crash.
  const incoming = join(blobs.folder, "incoming");
  for (const name of await namesIn(incoming)) {
    const path = join(incoming, name);
    if (await isOld(path, options)) await rm(path, { force: true });
  }
  return {
    removedBlobs: reports.reduce((total, { removedBlobs }) => total + removedBlobs, 0),
    freedBytes: reports.reduce((total, { freedBytes }) => total + freedBytes, 0),
    keptBlobs: reports.reduce((total, { keptBlobs }) => total + keptBlobs, 0),
  };
}

async function sweep(
  { kysely, dialect }: Metadata,
  blobs: BlobStore,
  folder: string,
  options: GarbageOptions,
): Promise<GarbageReport> {
  const report = { removedBlobs: 0, freedBytes: 0, keptBlobs: 0 };
  const digests = await namesIn(folder);
  const { rows } = await sql<{ digest: string }>`SELECT DISTINCT digest FROM artifact
    WHERE ${dialect.isAnyOf(sql.ref("digest"), digests)}`.execute(kysely);
  const used = new Set(rows.map(({ digest }) => digest));
  for (const digest of digests) {
    const path = join(folder, digest);
    if (used.has(digest) || !(await isOld(path, options))) {
      report.keptBlobs++;
      continue;
    }
    report.freedBytes += (await stat(path)).size;
    report.removedBlobs++;
    await blobs.remove(digest);
  }
  return report;
}

async function isOld(path: string, { now, grace }: GarbageOptions): Promise<boolean> {
  return (await stat(path)).mtimeMs < now - grace;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
