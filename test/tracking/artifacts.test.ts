// Artifacts are stored once by content, streamed with flat memory, and never outside their store.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { collectGarbage } from "../../runtime/tracking/artifacts/collect-garbage.ts";
import { openTestStore } from "./open-test-store.ts";

const bytes = (text: string) =>
  (async function* () {
    yield Buffer.from(text);
  })();

test("what is put is what is read, and equal content is stored once", async () => {
  const { artifacts, folder } = await openTestStore();
  const first = await artifacts.put("1/run/artifacts/model.onnx", bytes("weights"), 1);
  const second = await artifacts.put('1/other/artifacts/copy of it\'s "déjà" 🛫.onnx', bytes("weights"), 2);
  expect(second).toEqual(first);
  expect(first.digest).toBe(createHash("sha256").update("weights").digest("hex"));
  const opened = await artifacts.open('1/other/artifacts/copy of it\'s "déjà" 🛫.onnx');
  expect((await buffer(opened.stream)).toString()).toBe("weights");
  const root = join(folder, ".bifold", "artifacts", "blobs");
  expect(await readdir(join(root, first.digest.slice(0, 2)))).toEqual([first.digest]);
  expect((await readFile(join(root, first.digest.slice(0, 2), first.digest))).toString()).toBe("weights");
});

test("a folder lists its files and folders, by name", async () => {
  const { artifacts } = await openTestStore();
  for (const path of ["r/a.txt", "r/🛫/x.txt", "r/🛫/deep/y.txt", "r2/z.txt"])
    await artifacts.put(path, bytes(path), 1);
  expect(await artifacts.list("r")).toEqual([
    { name: "a.txt", isFolder: false, size: 7 },
    { name: "🛫", isFolder: true, size: null },
  ]);
  expect((await artifacts.list("r/🛫")).map(({ name }) => name)).toEqual(["deep", "x.txt"]);
  expect((await artifacts.list("")).map(({ name }) => name)).toEqual(["r", "r2"]);
  expect(await artifacts.list("r/a.txt")).toEqual([]);
  await artifacts.remove("r");
  expect((await artifacts.list("")).map(({ name }) => name)).toEqual(["r2"]);
});

test("a path that could mean another place is refused", async () => {
  const { artifacts } = await openTestStore();
  const bad = [
    "../x",
    "a/../b",
    "/etc/passwd",
    "a//b",
    "a/",
    "",
    ".",
    "a\\b",
    "C:/x",
    "a\0b",
    "x".repeat(2000),
  ];
  for (const path of bad) {
    await expect(artifacts.put(path, bytes("x"), 1)).rejects.toMatchObject({
      code: "INVALID_PARAMETER_VALUE",
    });
    await expect(artifacts.open(path)).rejects.toMatchObject({ code: "INVALID_PARAMETER_VALUE" });
  }
  await artifacts.put("a/b", bytes("x"), 1);
  await expect(artifacts.put("a/b/c", bytes("x"), 1)).rejects.toThrow(/both a file and a folder/);
  await expect(artifacts.put("a", bytes("x"), 1)).rejects.toThrow(/both a file and a folder/);
  await expect(artifacts.open("nothing")).rejects.toMatchObject({ code: "RESOURCE_DOES_NOT_EXIST" });
});

test("an upload that is cut off or too large leaves nothing", async () => {
  const { artifacts, folder } = await openTestStore();
  const cut = (async function* () {
    yield Buffer.from("half");
    throw new Error("connection lost");
  })();
  await expect(artifacts.put("a", cut, 1)).rejects.toThrow("connection lost");
  await expect(artifacts.put("b", bytes("too long"), 1, 4)).rejects.toMatchObject({
    code: "RESOURCE_EXHAUSTED",
  });
  expect(await artifacts.find("a")).toBeNull();
  expect(await readdir(join(folder, ".bifold", "artifacts", "incoming"))).toEqual([]);
});

test("a large artifact goes in and out with flat memory", async () => {
  const { artifacts } = await openTestStore();
  const piece = Buffer.alloc(1 << 20, 7);
  const many = (async function* () {
    for (let i = 0; i < 256; i++) yield piece;
  })();
  const before = process.memoryUsage().rss;
  const { size } = await artifacts.put("big", many, 1);
  let read = 0;
  let peak = 0;
  for await (const chunk of (await artifacts.open("big")).stream) {
    read += chunk.length;
    peak = Math.max(peak, process.memoryUsage().rss);
  }
  expect([size, read]).toEqual([256 << 20, 256 << 20]);
  expect(peak - before).toBeLessThan(100 << 20);
});

test("garbage collection takes what nothing refers to, after its grace", async () => {
  const { artifacts, metadata, blobs } = await openTestStore();
  await artifacts.put("keep", bytes("kept"), 1);
  await artifacts.put("shared", bytes("kept"), 1);
  await artifacts.put("drop", bytes("dropped"), 1);
  await artifacts.remove("drop");
  await artifacts.remove("shared");
  const later = Date.now() + 1_000;
  expect(await collectGarbage(metadata, blobs, { now: later, grace: 60_000 })).toMatchObject({
    removedBlobs: 0,
  });
  expect(await collectGarbage(metadata, blobs, { now: later, grace: 0 })).toEqual({
    removedBlobs: 1,
    freedBytes: 7,
    keptBlobs: 1,
  });
  expect((await buffer((await artifacts.open("keep")).stream)).toString()).toBe("kept");
});

test("garbage collection keeps roots that others name; a dry run only counts", async () => {
  const { artifacts, metadata, blobs } = await openTestStore();
  const snapshot = await artifacts.put("snapshot", bytes("rows"), 1);
  await artifacts.put("gone", bytes("old weights"), 1);
  await artifacts.remove("snapshot");
  await artifacts.remove("gone");
  const options = { now: Date.now() + 1_000, grace: 0, roots: [snapshot.digest] };
  const found = { removedBlobs: 1, freedBytes: 11, keptBlobs: 1 };
  expect(await collectGarbage(metadata, blobs, { ...options, dryRun: true })).toEqual(found);
  expect(await collectGarbage(metadata, blobs, options)).toEqual(found);
  expect(await blobs.has(snapshot.digest)).toBe(true);
});

test("what is stored while garbage is collected is there afterwards", async () => {
  const { artifacts, metadata, blobs } = await openTestStore();
  let swept = 0;
  const sweeping = (async () => {
    for (let round = 0; round < 20; round++) {
      const report = await collectGarbage(metadata, blobs, { now: Date.now() + 1_000, grace: 0 });
      swept += report.removedBlobs;
    }
  })();
  const stored: string[] = [];
  const storing = [0, 1, 2].map(async (writer) => {
    for (let i = 0; i < 20; i++) {
      const path = `w${writer}/${i}`;
      // Without a grace even an upload under way may be swept: it is refused then, and nothing points to nowhere.
      // The same content comes and goes under several paths: its bytes are garbage now and then.
      const put = () => artifacts.put(path, bytes(`content ${i % 4}`), 1);
      const again = (problem: { code?: string }) => {
        expect(["RESOURCE_CONFLICT", "ENOENT"]).toContain(problem.code);
        return put().catch(() => null);
      };
      if ((await put().catch(again)) === null) continue;
      if (i % 3 === 0) await artifacts.remove(path);
      else stored.push(path);
    }
  });
  await Promise.all([...storing, sweeping]);
  expect(swept).toBeGreaterThanOrEqual(0);
  for (const path of stored) expect((await buffer((await artifacts.open(path)).stream)).length).toBe(9);
});

test("quotas: one artifact, and all together; what is removed or replaced makes room", async () => {
  const { metadata, blobs } = await openTestStore();
  const artifacts = artifactStore(metadata, blobs, { artifact: 8, total: 20 });
  await expect(artifacts.put("a", bytes("nine char"), 1)).rejects.toMatchObject({
    code: "RESOURCE_EXHAUSTED",
  });
  await artifacts.put("a", bytes("12345678"), 1);
  await artifacts.put("folder/b", bytes("12345678"), 1);
  await expect(artifacts.put("c", bytes("12345"), 1)).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
  expect(await artifacts.find("c")).toBeNull();
  await artifacts.put("c", bytes("1234"), 1);
  await expect(artifacts.put("d", bytes("1"), 1)).rejects.toThrow(/no room.*20 bytes.*artifacts.quota.total/);
  await artifacts.put("a", bytes("1"), 1);
  await artifacts.put("d", bytes("1234567"), 1);
  await artifacts.remove("folder");
  await artifacts.put("e", bytes("12345678"), 1);
});
