// Keeps bytes under the SHA-256 of their content, on the local disk; streamed both ways, never held whole.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
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
  readonly remove: (digest: string) => Promise<void>;
  readonly folder: string;
}

export function localBlobStore(folder: string): BlobStore {
  const incoming = join(folder, "incoming");
  const placeOf = (digest: string) => join(folder, "blobs", digest.slice(0, 2), digest);

  return {
    folder,
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
    remove: (digest) => rm(placeOf(digest), { force: true }),
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
      if (size > limit) {
        throw new StoreError(
          "RESOURCE_EXHAUSTED",
          `The artifact is larger than the quota allows (${limit} bytes).`,
        );
      }
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
