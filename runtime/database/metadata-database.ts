// The open database that tracking and registry share.
import type { Kysely } from "kysely";
import type { DialectDifferences } from "./dialect.ts";
import type { Schema } from "./schema.ts";

/** A handle on the metadata: the whole database, or one transaction of it. */
export interface Metadata {
  readonly kysely: Kysely<Schema>;
  readonly dialect: DialectDifferences;
}

export interface MetadataDatabase extends Metadata {
  readonly close: () => Promise<void>;
}

/**
 * Runs `work` in one transaction; when it has resolved, its writes are durable. Inside, use only the handle given:
 * the outer one waits for this transaction to end.
 */
export function inTransaction<T>(metadata: Metadata, work: (metadata: Metadata) => Promise<T>): Promise<T> {
  return metadata.kysely.transaction().execute((kysely) => work({ kysely, dialect: metadata.dialect }));
}
