// Kysely's SQLite driver, made to wait for other writers without blocking the process.
import { setTimeout as delay } from "node:timers/promises";
import type { DatabaseConnection, SqliteDialectConfig } from "kysely";
import { SqliteDriver } from "./kysely.ts";

const LONGEST_PAUSE = 20;

/** Waits up to `patience` milliseconds for the lock that another connection holds, then lets SQLITE_BUSY through. */
export class WaitingDriver extends SqliteDriver {
  readonly #patience: number;

  constructor(config: SqliteDialectConfig, patience: number) {
    super(config);
    this.#patience = patience;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return waiting(await super.acquireConnection(), this.#patience);
  }
}

// SQLite's own busy handler would sleep inside the call: with two connections in one process, the one that waits
// would keep the other from ever committing. A statement that was refused as busy has done nothing, so it can
// simply be tried again.
function waiting(connection: DatabaseConnection, patience: number): DatabaseConnection {
  return {
    async executeQuery(query) {
      let waited = 0;
      for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
        try {
          return await connection.executeQuery(query);
        } catch (problem) {
          const { code } = problem as { code?: unknown };
          const busy = typeof code === "string" && code.startsWith("SQLITE_BUSY");
          if (!busy || waited >= patience) throw problem;
        }
        await delay(pause);
        waited += pause;
      }
    },
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}
