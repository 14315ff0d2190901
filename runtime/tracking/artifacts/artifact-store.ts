// Artifacts by path: the index is in the database, the bytes are in the blob store.
import type { Readable } from "node:stream";
import type { RawBuilder } from "kysely";
import { sql } from "../../database/kysely.ts";
import { inTransaction, type Metadata } from "../../database/metadata-database.ts";
import { invalid, missing, StoreError } from "../../database/store-error.ts";
import { checkArtifactPath, foldersAbove } from "./artifact-path.ts";
import type { BlobStore, StoredBlob } from "./blob-store.ts";

export interface ArtifactEntry {
  /** The last part of the path. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes; null for a folder. */
  readonly size: number | null;
}

export interface OpenArtifact extends StoredBlob {
  readonly stream: Readable;
}

export interface ArtifactStore {
  /** Stores or replaces one file; durable when it resolves. */
  readonly put: (
    path: string,
    bytes: AsyncIterable<Uint8Array>,
    now: number,
    limit?: number,
  ) => Promise<StoredBlob>;
  readonly find: (path: string) => Promise<StoredBlob | null>;
  /** RESOURCE_DOES_NOT_EXIST when there is no such file. */
  readonly open: (path: string) => Promise<OpenArtifact>;
  /** What is directly in a folder, by name; empty for a file or for nothing. "" is the root. */
  readonly list: (folder: string) => Promise<readonly ArtifactEntry[]>;
  /** Removes a file, or a folder with all in it; the bytes go at the next garbage collection. */
  readonly remove: (path: string) => Promise<void>;
}

/** Bytes. */
export interface StorageQuota {
  /** Of one artifact. */
  readonly artifact?: number;
  /** Of all artifacts together, each path counted, also where content is shared. */
  readonly total?: number;
}

/** Beyond a quota, `put` throws RESOURCE_EXHAUSTED (one artifact) or QUOTA_EXCEEDED (all of them). */
export function artifactStore(
  metadata: Metadata,
  blobs: BlobStore,
  { artifact: largest = Number.POSITIVE_INFINITY, total = Number.POSITIVE_INFINITY }: StorageQuota = {},
): ArtifactStore {
  const find = async (path: string): Promise<StoredBlob | null> => {
    const row = await metadata.kysely
      .selectFrom("artifact")
      .select(["digest", "size"])
      .where("path", "=", checkArtifactPath(path))
      .executeTakeFirst();
    return row ?? null;
  };

  return {
    find,
    async put(path, bytes, now, limit = Number.POSITIVE_INFINITY) {
      checkArtifactPath(path);
      // Looked at before too, so that what cannot stay is not streamed in.
      const room = total < Number.POSITIVE_INFINITY ? await roomAt(metadata, path, total) : total;
      const most = Math.min(limit, largest);
      if (room <= 0) throw noRoom(path, total);
      const { digest, size } = await blobs.put(bytes, Math.min(most, room)).catch((problem: unknown) => {
        const isTooLarge = problem instanceof StoreError && problem.code === "RESOURCE_EXHAUSTED";
        throw isTooLarge && room < most ? noRoom(path, total) : problem;
      });
      await inTransaction(metadata, async (transaction) => {
        const { sweepLock } = transaction.dialect;
        if (sweepLock !== null) await sql.raw(sweepLock.storing).execute(transaction.kysely);
        await lockTotal(transaction);
        if (size > (await roomAt(transaction, path, total))) throw noRoom(path, total);
        const before = await sizeUnder(transaction, sql<boolean>`path = ${path}`);
        await addToTotal(transaction, size - before);
        await refuseMixedUse(transaction, path);
        // Garbage collection removes bytes inside a transaction too, so what is there now stays.
        if (!(await blobs.has(digest))) {
          throw new StoreError(
            "RESOURCE_CONFLICT",
            `'${path}' was swept while it was stored: store it again.`,
          );
        }
        await transaction.kysely
          .insertInto("artifact")
          .values({ path, digest, size, stored_at: now })
          .onConflict((conflict) => conflict.column("path").doUpdateSet({ digest, size, stored_at: now }))
          .execute();
      });
      return { digest, size };
    },
    async open(path) {
      const blob = await find(path);
      if (blob === null) throw missing(`No such artifact: '${path}'`);
      return { ...blob, stream: await blobs.read(blob.digest) };
    },
    async list(folder) {
      const start = folder === "" ? "" : `${checkArtifactPath(folder)}/`;
      const rest = sql<string>`substr(path, ${[...start].length + 1})`;
      const slash = metadata.dialect.position(rest, "/");
      const { rows } = await sql<{ name: string; nested: number; size: number }>`SELECT
          CASE WHEN ${slash} > 0 THEN substr(${rest}, 1, ${slash} - 1) ELSE ${rest} END AS name,
          max(CASE WHEN ${slash} > 0 THEN 1 ELSE 0 END) AS nested, max(size) AS size
        FROM artifact WHERE ${isUnder(start)} GROUP BY 1 ORDER BY 1`.execute(metadata.kysely);
      return rows.map(({ name, nested, size }) => ({
        name,
        isFolder: nested === 1,
        size: nested === 1 ? null : size,
      }));
    },
    async remove(path) {
      const all = sql<boolean>`(path = ${checkArtifactPath(path)} OR ${isUnder(`${path}/`)})`;
      await inTransaction(metadata, async (transaction) => {
        await lockTotal(transaction);
        await addToTotal(transaction, -(await sizeUnder(transaction, all)));
        await sql`DELETE FROM artifact WHERE ${all}`.execute(transaction.kysely);
      });
    },
  };
}

/** A range over the primary key, not a pattern: a folder costs what is in it. `0` is the character after `/`. */
function isUnder(start: string): RawBuilder<boolean> {
  if (start === "") return sql<boolean>`true`;
  return sql<boolean>`(path >= ${start} AND path < ${`${start.slice(0, -1)}0`})`;
}

async function sizeUnder({ kysely }: Metadata, which: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{ bytes: number | string }>`SELECT coalesce(sum(size), 0) AS bytes
    FROM artifact WHERE ${which}`.execute(kysely);
  return Number(rows[0]?.bytes ?? 0);
}

/** Whoever adds or removes takes this row first, so that no size changes between being read and being counted. */
const lockTotal = (metadata: Metadata): Promise<void> => addToTotal(metadata, 0);

async function addToTotal({ kysely }: Metadata, bytes: number): Promise<void> {
  await sql`UPDATE artifact_total SET bytes = bytes + ${bytes}`.execute(kysely);
}

/** Bytes that a file at this path may have; what is there now would go. */
async function roomAt(metadata: Metadata, path: string, total: number): Promise<number> {
  const row = await metadata.kysely.selectFrom("artifact_total").select("bytes").executeTakeFirst();
  return total - (row?.bytes ?? 0) + (await sizeUnder(metadata, sql<boolean>`path = ${path}`));
}

const noRoom = (path: string, total: number): StoreError =>
  new StoreError(
    "QUOTA_EXCEEDED",
    `There is no room for '${path}': artifacts may take ${total} bytes in all. Delete what is not needed, or ` +
      "raise artifacts.quota.total.",
  );

async function refuseMixedUse({ kysely, dialect }: Metadata, path: string): Promise<void> {
  const { rows } = await sql<{ path: string }>`SELECT path FROM artifact
    WHERE ${dialect.isAnyOf(sql.ref("path"), foldersAbove(path))} OR ${isUnder(`${path}/`)} LIMIT 1`.execute(
    kysely,
  );
  const other = rows[0]?.path;
  if (other === undefined) return;
  const folder = other.length > path.length ? path : other;
  throw invalid(`'${folder}' cannot be both a file and a folder: choose another name for '${path}'.`);
}
