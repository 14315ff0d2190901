// Keeps bytes under the SHA-256 of their content, on the local disk; streamed both ways, never held whole.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { missing, StoreError } from "../../database/store-error.ts";

export interface StoredBlob {
  /** 64 hexadecimal digits of SHA-256. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface BlobStore {
  /** Durable when it resolves; a source that fails midway leaves nothing behind. */
  readonly put: (bytes: AsyncIterable<Uint8Array>, limit?: number) => Promise<StoredBlob>;
  /** RESOURCE_DOES_NOT_EXIST when the blob is not there. */
  readonly read: (
    digest: string,
    range?: { readonly start: number; readonly end: number },
  ) => Promise<Readable>;
  readonly has: (digest: string) => Promise<boolean>;
  readonly remove: (digests: readonly string[]) => Promise<void>;
  /** Every blob, in groups that each fit in memory. */
  readonly groups: () => AsyncIterable<readonly BlobEntry[]>;
  /** Removes what uploads left that a crash cut off before this time, in milliseconds since the epoch. */
  readonly removeLeftovers: (before: number) => Promise<void>;
}

export interface BlobEntry extends StoredBlob {
  /** When it was last stored, in milliseconds since the epoch. */
  readonly storedAt: number;
}

export const tooLarge = (limit: number): StoreError =>
  new StoreError("RESOURCE_EXHAUSTED", `The artifact is larger than the quota allows (${limit} bytes).`);

export function localBlobStore(folder: string): BlobStore {
  const incoming = join(folder, "incoming");
  const placeOf = (digest: string) => join(folder, "blobs", digest.slice(0, 2), digest);

  return {
    async put(bytes, limit = Number.POSITIVE_INFINITY) {
      await mkdir(incoming, { recursive: true });
      const temporary = join(incoming, randomUUID());
      try {
        const { digest, size } = await writeHashed(temporary, bytes, limit);
        const place = placeOf(digest);
        await mkdir(dirname(place), { recursive: true });
        // Also over the same content stored before: it is fresh then, and garbage collection leaves it alone.
        await rename(temporary, place);
        await syncFolder(dirname(place));
        await syncFolder(dirname(dirname(place)));
        return { digest, size };
      } catch (problem) {
        await rm(temporary, { force: true });
        throw problem;
      }
    },
    async read(digest, range) {
      const place = placeOf(digest);
      if (!(await exists(place))) throw missing(`The content ${digest} is not in the artifact store.`);
      return createReadStream(place, { highWaterMark: 256 * 1024, ...range });
    },
    has: (digest) => exists(placeOf(digest)),
    async remove(digests) {
      for (const digest of digests) await rm(placeOf(digest), { force: true });
    },
    async *groups() {
      const root = join(folder, "blobs");
      for (const prefix of await namesIn(root)) {
        const digests = await namesIn(join(root, prefix));
        const entries = digests.map((digest) => entryOf(join(root, prefix, digest), digest));
        yield (await Promise.all(entries)).filter((entry) => entry !== null);
      }
    },
    async removeLeftovers(before) {
      for (const name of await namesIn(incoming)) {
        const path = join(incoming, name);
        const found = await stat(path).catch(() => null);
        if (found !== null && found.mtimeMs < before) await rm(path, { force: true });
      }
    },
  };
}

async function writeHashed(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StoredBlob> {
  const hash = createHash("sha256");
  const file = await open(path, "wx");
  let size = 0;
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (size > limit) throw tooLarge(limit);
      hash.update(chunk);
      for (let written = 0; written < chunk.byteLength; ) {
        written += (await file.write(chunk, written)).bytesWritten;
      }
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { digest: hash.digest("hex"), size };
}

async function entryOf(path: string, digest: string): Promise<BlobEntry | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : { digest, size: found.size, storedAt: found.mtimeMs };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** A rename is durable only when its folder has been synced. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
