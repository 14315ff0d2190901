// Opens the SQLite file that holds tracking and registry, with every acknowledged write durable.
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "libsql";
import { Kysely, SqliteDialect, sql } from "./kysely.ts";
import type { MetadataDatabase } from "./metadata-database.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { statementCache } from "./statement-cache.ts";
import { WaitingDriver } from "./waiting-driver.ts";

export interface SqliteOptions {
  /** File to open or create, folders included; `:memory:` for one that is gone when closed. */
  readonly path: string;
  /** How long a write waits for another process to finish its own, in milliseconds. */
  readonly busyTimeout?: number;
}

export async function openSqlite({ path, busyTimeout = 10_000 }: SqliteOptions): Promise<MetadataDatabase> {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const connection = new Sqlite(path, { timeout: 0 });
  const database = statementCache(connection);
  const dialect = new SqliteDialect({ database });
  dialect.createDriver = () => new WaitingDriver({ database }, busyTimeout);
  const kysely = new Kysely<Schema>({ dialect });
  try {
    await configure(kysely);
    await migrate(kysely, sqliteDialect, migrations);
  } catch (problem) {
    await kysely.destroy();
    throw problem;
  }
  return { kysely, dialect: sqliteDialect, close: () => kysely.destroy() };
}

async function configure(kysely: Kysely<Schema>): Promise<void> {
  // WAL with FULL syncs the log at each commit: readers do not block, and what was acknowledged survives a crash.
  for (const setting of [
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "cache_size = -16000",
    "mmap_size = 268435456",
  ]) {
    await sql`PRAGMA ${sql.raw(setting)}`.execute(kysely);
  }
}
