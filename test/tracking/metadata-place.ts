// Opens fresh metadata: SQLite in a folder, or a database of the PostgreSQL server that is named for the tests.
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { PostgresPool } from "kysely";
import type { MetadataDatabase } from "../../runtime/database/metadata-database.ts";
import { openPostgres } from "../../runtime/database/open-postgres.ts";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";

/** URL of a PostgreSQL server where databases may be created: the same tests then run there. */
export const POSTGRES = process.env.BIFOLD_TEST_POSTGRES;

/** `open` gives another connection to the same metadata each time. */
export async function metadataPlace(
  folder: string,
): Promise<{ readonly open: () => Promise<MetadataDatabase> }> {
  return POSTGRES === undefined ? sqlite(folder) : postgres(POSTGRES);
}

const sqlite = (folder: string) => ({
  open: (): Promise<MetadataDatabase> => openSqlite({ path: join(folder, "tracking.db") }),
});

/** The part of the `pg` package that is used; it is loaded only when PostgreSQL is asked for. */
interface PostgresDriver {
  readonly types: { readonly setTypeParser: (type: number, parse: (text: string) => unknown) => void };
  readonly Pool: new (
    options: object,
  ) => PostgresPool & { readonly query: (text: string) => Promise<unknown> };
}

async function postgres(server: string) {
  const { types, Pool } = createRequire(import.meta.url)("pg") as PostgresDriver;
  types.setTypeParser(20, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text));
  const name = `bifold_${randomUUID().replaceAll("-", "")}`;
  const admin = new Pool({ connectionString: server });
  await admin.query(`CREATE DATABASE ${name} LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0`);
  await admin.end();
  const url = new URL(server);
  url.pathname = name;
  return {
    open: (): Promise<MetadataDatabase> =>
      openPostgres({ pool: new Pool({ connectionString: url.href, max: 5 }) }),
  };
}
