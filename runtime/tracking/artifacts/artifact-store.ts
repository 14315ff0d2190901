// Artifacts by path: the index is in the database, the bytes are in the blob store.
import type { Readable } from "node:stream";
import { type RawBuilder, sql } from "kysely";
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

export function artifactStore(metadata: Metadata, blobs: BlobStore): ArtifactStore {
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
    async put(path, bytes, now, limit) {
      checkArtifactPath(path);
      const { digest, size } = await blobs.put(bytes, limit);
      await inTransaction(metadata, async (transaction) => {
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
      checkArtifactPath(path);
      await sql`DELETE FROM artifact WHERE path = ${path} OR ${isUnder(`${path}/`)}`.execute(metadata.kysely);
    },
  };
}

/** A range over the primary key, not a pattern: a folder costs what is in it. `0` is the character after `/`. */
function isUnder(start: string): RawBuilder<boolean> {
  if (start === "") return sql<boolean>`true`;
  return sql<boolean>`(path >= ${start} AND path < ${`${start.slice(0, -1)}0`})`;
}

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
