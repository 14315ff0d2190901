// Opens the SQLite file that holds tracking and registry, with every acknowledged write durable.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import Sqlite from "libsql";
import type { MetadataDatabase } from "./metadata-database.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { statementCache } from "./statement-cache.ts";

export interface SqliteOptions {
  /** File to open or create, folders included; `:memory:` for one that is gone when closed. */
  readonly path: string;
  /** How long a write waits for another process to finish its own, in milliseconds. */
  readonly busyTimeout?: number;
}

export async function openSqlite({ path, busyTimeout = 10_000 }: SqliteOptions): Promise<MetadataDatabase> {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const connection = new Sqlite(path, { timeout: busyTimeout });
  // WAL with FULL syncs the log at each commit: readers do not block, and what was acknowledged survives a crash.
  connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
  connection.exec("PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456");
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: statementCache(connection) }) });
  try {
    await migrate(kysely, sqliteDialect, migrations);
  } catch (problem) {
    await kysely.destroy();
    throw problem;
  }
  return { kysely, dialect: sqliteDialect, close: () => kysely.destroy() };
}
