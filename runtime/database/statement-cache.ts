// Lets Kysely reuse prepared statements, and makes its transactions safe between processes.
import type { SqliteDatabase, SqliteStatement } from "kysely";
import type Sqlite from "libsql";

const CAPACITY = 256;

export function statementCache(connection: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();

  const rollback: SqliteStatement = {
    reader: false,
    all: () => [],
    iterate: () => [][Symbol.iterator](),
    run: () => {
      // SQLite rolls back by itself after some errors (a full disk); a second rollback would hide the first cause.
      if (connection.inTransaction) connection.exec("ROLLBACK");
      return { changes: 0, lastInsertRowid: 0 };
    },
  };

  return {
    close: () => {
      connection.close();
    },
    prepare: (text) => {
      if (text === "rollback") return rollback;
      const cached = statements.get(text);
      if (cached !== undefined) {
        statements.delete(text);
        statements.set(text, cached);
        return cached;
      }
      // A deferred transaction that turns to writing fails at once when another process wrote meanwhile;
      // an immediate one waits its turn.
      const prepared = connection.prepare(text === "begin" ? "BEGIN IMMEDIATE" : text);
      const statement: SqliteStatement = {
        reader: prepared.reader,
        all: (parameters) => prepared.all(parameters),
        iterate: (parameters) => prepared.iterate(parameters),
        run: (parameters) => prepared.run(parameters),
      };
      statements.set(text, statement);
      const oldest = statements.keys().next().value;
      if (statements.size > CAPACITY && oldest !== undefined) statements.delete(oldest);
      return statement;
    },
  };
}
