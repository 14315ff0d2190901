// Brings a database to the newest schema: each migration once, in order, in one transaction.
import type { Kysely } from "kysely";
import { sql } from "./kysely.ts";
import type { DialectDifferences } from "./dialect.ts";
import type { Schema } from "./schema.ts";
import { StoreError } from "./store-error.ts";

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: (dialect: DialectDifferences) => readonly string[];
}

/** Throws INVALID_STATE when the database was written by a newer version of the program. */
export async function migrate(
  kysely: Kysely<Schema>,
  dialect: DialectDifferences,
  migrations: readonly Migration[],
): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    if (dialect.migrationLock !== null) await sql.raw(dialect.migrationLock).execute(transaction);
    await sql`CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)`.execute(
      transaction,
    );
    const applied = await sql<{
      newest: number | null;
    }>`SELECT max(number) AS newest FROM schema_migration`.execute(transaction);
    const newest = applied.rows[0]?.newest ?? 0;
    const known = migrations.at(-1)?.number ?? 0;
    if (newest > known) {
      throw new StoreError(
        "INVALID_STATE",
        `The tracking database has schema ${newest}, this program knows ${known}: upgrade the program.`,
      );
    }
    for (const migration of migrations.filter(({ number }) => number > newest)) {
      for (const statement of migration.statements(dialect)) await sql.raw(statement).execute(transaction);
      await sql`INSERT INTO schema_migration VALUES (${migration.number}, ${migration.name})`.execute(
        transaction,
      );
    }
  });
}
