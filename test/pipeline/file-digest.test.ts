// A digest changes with what counts, and with nothing else.
import { createHash } from "node:crypto";
import { mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { fileDigest, folderDigest, textDigest } from "../../runtime/pipeline/file-digest.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

test("a file's digest is SHA-256 of its bytes, larger than one read included", async () => {
  const file = path.join(temporaryFolder(), "data");
  const bytes = Buffer.alloc(3_000_001, "abc");
  writeFileSync(file, bytes);
  expect(await fileDigest(file)).toBe(createHash("sha256").update(bytes).digest("hex"));
  await expect(fileDigest(file, AbortSignal.abort())).rejects.toThrow("aborted");
});

test("a folder's digest follows contents and names, not times or caches", async () => {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write("a.py", "one");
  write("sub/b.py", "two");
  const first = await folderDigest(folder);
  write("__pycache__/a.pyc", "cache");
  write(".hidden", "notes");
  utimesSync(path.join(folder, "a.py"), 1, 1);
  expect(await folderDigest(folder)).toBe(first);
  write("sub/b.py", "twO");
  expect(await folderDigest(folder)).not.toBe(first);
  write("sub/b.py", "two");
  expect(await folderDigest(folder)).toBe(first);
  renameSync(path.join(folder, "sub/b.py"), path.join(folder, "sub/c.py"));
  expect(await folderDigest(folder)).not.toBe(first);
});

test("texts do not run into one another", () => {
  expect(textDigest("ab", "c")).not.toBe(textDigest("a", "bc"));
  expect(textDigest("a", "")).not.toBe(textDigest("a"));
});
