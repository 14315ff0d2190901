// The embedded store's folder: ours and whole, or refused in words before LMDB maps it; read by many, written by one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const root = temporaryFolder();
let folders = 0;
const version = { view: "view", fingerprint: "f" };

async function newFolder(): Promise<string> {
  const folder = path.join(root, `folder-${folders++}`);
  await mkdir(folder);
  return folder;
}

/** A folder with one committed generation. */
async function filledFolder(rows = 2_000): Promise<string> {
  const directory = await newFolder();
  const store = await openLmdbStore({ directory });
  const writer = await store.begin(version, 10);
  const keys = Array.from({ length: rows }, (_, index) => Buffer.from(`k${index}`));
  await writer.write(
    keys,
    keys.map(() => Buffer.alloc(100, 1)),
  );
  await writer.commit();
  await store.close();
  return directory;
}

describe("a folder", () => {
  it("is made where there is none, and opened again where it is ours", async () => {
    const directory = path.join(root, "deep", "online");
    await (await openLmdbStore({ directory })).close();
    const store = await openLmdbStore({ directory });
    expect(await store.active(version)).toBeNull();
    await store.close();
  });

  it("of another format is refused, with the way out", async () => {
    const directory = await filledFolder();
    const marker = path.join(directory, "bifold-online.json");
    await writeFile(marker, (await readFile(marker, "utf8")).replace('"format":1', '"format":2'));
    await expect(openLmdbStore({ directory })).rejects.toMatchObject({
      reason: "format",
      message: expect.stringMatching(new RegExp(`${directory} has format 2`)),
      hint: expect.stringContaining("materialize again"),
    });
    await writeFile(marker, "not JSON");
    await expect(openLmdbStore({ directory })).rejects.toMatchObject({ reason: "format" });
  });

  it("of someone else is refused and left alone", async () => {
    const directory = await newFolder();
    await writeFile(path.join(directory, "thesis.txt"), "");
    await expect(openLmdbStore({ directory })).rejects.toMatchObject({
      reason: "foreign",
      message: expect.stringContaining("thesis.txt"),
    });
  });

  it("below a file is refused", async () => {
    const file = path.join(await newFolder(), "file");
    await writeFile(file, "");
    for (const directory of [file, path.join(file, "online")]) {
      await expect(openLmdbStore({ directory })).rejects.toMatchObject({ reason: "foreign" });
    }
  });

  it("that may not be written is refused", async () => {
    const directory = await filledFolder();
    const inside = path.join(await newFolder(), "online");
    await chmod(directory, 0o555);
    await chmod(path.dirname(inside), 0o555);
    await withoutRights(async () => {
      for (const each of [directory, inside]) {
        await expect(openLmdbStore({ directory: each })).rejects.toMatchObject({
          reason: "permission",
          message: expect.stringContaining(each),
        });
      }
    });
  });

  it("with a damaged data file is refused instead of killing the process", async () => {
    const cut = await filledFolder(20_000);
    await truncate(path.join(cut, "data.mdb"), 40_960);
    await expect(openLmdbStore({ directory: cut })).rejects.toMatchObject({
      reason: "corrupt",
      message: expect.stringContaining("cut short"),
    });
    for (const content of ["short", "x".repeat(100_000)]) {
      const garbled = await filledFolder();
      await writeFile(path.join(garbled, "data.mdb"), content);
      await expect(openLmdbStore({ directory: garbled })).rejects.toMatchObject({ reason: "corrupt" });
    }
  });
});

it("is read without a pause while another process makes it grow", async () => {
  const directory = await filledFolder();
  const store = await openLmdbStore({ directory });
  const script = path.join(import.meta.dirname, "writer-process.ts");
  const child = spawn(
    process.execPath,
    ["--import", "tsx", script, "lmdb", directory, version.view, "20", "200"],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const exit = once(child, "exit");
  let running = true;
  void exit.then(() => {
    running = false;
  });
  const cuts = new Set<number | undefined>();
  while (running) {
    const [known, written] = await store.read([
      { version, key: Buffer.from("k1999") },
      { version, key: Buffer.from("killed-199-999") },
    ]);
    cuts.add(known?.active?.cut);
    expect(known?.row === null).toBe(known?.active?.cut === 20);
    expect(written?.row === null).toBe(known?.active?.cut === 10);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await exit)[0]).toBe(0);
  expect(await store.active(version)).toMatchObject({ cut: 20, rows: 200_000 });
  expect([...cuts]).toContain(10);
  await store.close();
});

/** As a user without rights over other users' files; root is not bound by them. */
async function withoutRights(action: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    await action();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
