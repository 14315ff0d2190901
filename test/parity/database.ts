// DuckDB as the offline engine sets it up.
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

export async function openDatabase(threads = 1): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  return connection;
}
