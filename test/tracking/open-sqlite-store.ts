// A fresh SQLite tracking database in a file, for the tests of what only SQLite does.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";

export async function openSqliteStore() {
  const folder = await mkdtemp(join(tmpdir(), "bifold-sqlite-"));
  const path = join(folder, ".bifold", "tracking.db");
  const metadata = await openSqlite({ path });
  onTestFinished(async () => {
    await metadata.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, path, metadata };
}
