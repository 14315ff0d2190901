// A database opens again with what was in it, and one from the future is left alone.
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { createExperiment, getExperimentByName } from "../../runtime/tracking/experiments.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

test("opening again migrates nothing and loses nothing", async () => {
  const { metadata, path } = await openSqliteStore();
  await createExperiment(metadata, { name: "kept", now: 1 });
  const again = await openSqlite({ path });
  expect(await getExperimentByName(again, "kept")).toMatchObject({ name: "kept" });
  await again.close();
});

test("two processes may open a new database at the same moment", async () => {
  const { folder } = await openSqliteStore();
  const path = `${folder}/fresh/tracking.db`;
  const opened = await Promise.all([openSqlite({ path }), openSqlite({ path }), openSqlite({ path })]);
  for (const metadata of opened) await metadata.close();
});

test("every commit is synced to the disk", async () => {
  const { metadata } = await openSqliteStore();
  const { rows } = await sql`PRAGMA synchronous`.execute(metadata.kysely);
  expect(rows).toEqual([{ synchronous: 2 }]);
});

test("a database of a newer program is refused", async () => {
  const { metadata, path } = await openSqliteStore();
  await sql`INSERT INTO schema_migration VALUES (9999, 'future')`.execute(metadata.kysely);
  await expect(openSqlite({ path })).rejects.toThrow(/upgrade the program/);
});
