// Opens fresh metadata: SQLite in a folder, or a database of a PostgreSQL server where a test file has chosen one.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { connectPostgres } from "../../runtime/database/connect-postgres.ts";
import type { MetadataDatabase } from "../../runtime/database/metadata-database.ts";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";

let server: string | null = null;

/** From here on, this test file's metadata is in databases of this server. */
export function usePostgres(url: string): void {
  server = url;
}

export interface MetadataPlace {
  /** A file of SQLite, or the URL of a database. */
  readonly address: string;
  /** Another connection to the same metadata each time. */
  readonly open: () => Promise<MetadataDatabase>;
}

export async function metadataPlace(folder: string): Promise<MetadataPlace> {
  const address = server === null ? join(folder, "tracking.db") : await createDatabase(server);
  return { address, open: () => openMetadataAt(address) };
}

export function openMetadataAt(address: string): Promise<MetadataDatabase> {
  if (!address.startsWith("postgresql:")) return openSqlite({ path: address });
  return connectPostgres({ url: address, connections: 5, report: () => {} });
}

async function createDatabase(url: string): Promise<string> {
  const name = `bifold_${randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} LC_COLLATE 'C' LC_CTYPE 'C.UTF-8' TEMPLATE template0`);
  await client.end();
  const database = new URL(url);
  database.pathname = name;
  return database.href;
}
