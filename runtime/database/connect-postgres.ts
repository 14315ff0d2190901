// Opens the team's PostgreSQL database by its URL; the driver is loaded only where one is asked for.
import type { MetadataDatabase } from "./metadata-database.ts";
import { openPostgres } from "./open-postgres.ts";

const INT8 = 20;
const CONNECT_TIMEOUT = 5_000;

export interface PostgresAddress {
  /** `postgresql://user:password@host:port/database`. */
  readonly url: string;
  /** Connections held at most; default 10. */
  readonly connections?: number;
  /** Told when a connection is lost; the next query opens a new one. */
  readonly report: (problem: unknown) => void;
}

export async function connectPostgres(address: PostgresAddress): Promise<MetadataDatabase> {
  const { Pool, types } = await import("pg");
  const pool = new Pool({
    connectionString: address.url,
    max: address.connections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    keepAlive: true,
    application_name: "bifold",
    types: {
      getTypeParser: ((type: number, format?: "text" | "binary") =>
        type === INT8 ? readInt8 : types.getTypeParser(type, format)) as typeof types.getTypeParser,
    },
  });
  // Without a listener, a server that restarts would end this process: the pool's own is for idle connections only.
  pool.on("error", address.report);
  pool.on("connect", (client) => client.on("error", address.report));
  return openPostgres({ pool });
}

/** A number while that is exact, else the digits. */
function readInt8(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}
