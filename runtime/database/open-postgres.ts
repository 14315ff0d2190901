// Opens the PostgreSQL database that holds tracking and registry for a team.
import type { PostgresPool } from "kysely";
import { Kysely, PostgresDialect, sql } from "./kysely.ts";
import type { MetadataDatabase } from "./metadata-database.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import type { Schema } from "./schema.ts";
import { StoreError } from "./store-error.ts";

export interface PostgresOptions {
  /**
   * A pool of the `pg` package whose type parser gives an int8 (type 20) as a number while that is exact, else as
   * text. The database must have the collation "C", so that texts order as they do in SQLite.
   */
  readonly pool: PostgresPool;
}

export async function openPostgres({ pool }: PostgresOptions): Promise<MetadataDatabase> {
  const kysely = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{ collation: string; big: unknown }>`SELECT datcollate AS collation,
      CAST(1 AS bigint) AS big FROM pg_database WHERE datname = current_database()`.execute(kysely);
    if (rows[0]?.collation !== "C") {
      throw new StoreError(
        "INVALID_STATE",
        `The tracking database has the collation '${rows[0]?.collation}': create it with LC_COLLATE 'C' TEMPLATE template0.`,
      );
    }
    if (rows[0].big !== 1) {
      throw new StoreError("INVALID_STATE", "The pool gives int8 as text: set a type parser for type 20.");
    }
    await migrate(kysely, postgresDialect, migrations);
  } catch (problem) {
    await kysely.destroy();
    throw problem;
  }
  return { kysely, dialect: postgresDialect, close: () => kysely.destroy() };
}
