// A folder of a test's own, removed when the test file is done.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "bifold-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
