// What is used of Kysely, from its CommonJS build.
// Its ES modules are some 170 files, each of which goes through the thread that reads TypeScript: a third of a start.
import { createRequire } from "node:module";

const kysely: typeof import("kysely") = createRequire(import.meta.url)("kysely");

export const { CompiledQuery, Kysely, PostgresDialect, SqliteDialect, SqliteDriver, sql } = kysely;

export type Kysely<Tables> = import("kysely").Kysely<Tables>;
