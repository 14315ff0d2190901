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

/** Serialization failure and deadlock: nothing was done, so doing it again is right. */
const AGAIN = ["40001", "40P01"];
const ATTEMPTS = 5;

/**
 * Runs `work` in one transaction; when it has resolved, its writes are durable. Inside, use only the handle given:
 * the outer one waits for this transaction to end. PostgreSQL may ask for `work` to be run again.
 */
export async function inTransaction<T>(
  metadata: Metadata,
  work: (metadata: Metadata) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let cause: unknown;
    try {
      return await metadata.kysely.transaction().execute(async (kysely) => {
        try {
          return await work({ kysely, dialect: metadata.dialect });
        } catch (problem) {
          cause = problem;
          throw problem;
        }
      });
    } catch (problem) {
      // On a connection that was lost the rollback fails too: what broke it is the better cause.
      const first = cause ?? problem;
      if (attempt >= ATTEMPTS || !AGAIN.includes(String((first as { code?: unknown }).code))) throw first;
    }
  }
}
