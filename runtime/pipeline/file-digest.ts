// SHA-256 of files and folders, streamed.
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** Not part of what a program does. */
const IGNORED = /^(\.|__pycache__$|node_modules$)/;

/** 64 hexadecimal digits. */
export async function fileDigest(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  await addFile(hash, file, signal);
  return hash.digest("hex");
}

/** Of all files in a folder, names included; those of hidden and cache folders left out. */
export async function folderDigest(folder: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await filesBelow(folder)) {
    const { size } = await stat(file);
    hash.update(`${path.relative(folder, file).split(path.sep).join("/")}\0${size}\0`);
    await addFile(hash, file, signal);
  }
  return hash.digest("hex");
}

export function textDigest(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}\0`).update(text);
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    if (IGNORED.test(entry.name)) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(file)));
    else if (entry.isFile()) files.push(file);
  }
  return files;
}

async function addFile(hash: Hash, file: string, signal: AbortSignal | undefined): Promise<void> {
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk as Buffer);
  }
}
