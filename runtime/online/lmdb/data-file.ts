// Whether an LMDB data file is one, and whole: LMDB maps whatever it is given, and a bad file kills the process.
import { open } from "node:fs/promises";
import { OnlineStoreError } from "../online-store-error.ts";

const MAGIC = 0xbeefc0de;
/** Offsets in a meta page, as the lmdb package's build lays it out. */
const MAGIC_AT = 24;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const META_BYTES = 160;
const META_PAGES = 2;

/** A missing or empty file is fine: LMDB starts it. */
export async function requireWholeFile(file: string, directory: string): Promise<void> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (handle === null) return;
  try {
    const first = await readMeta(handle, 0);
    if (first.length === 0) return;
    if (first.length < META_BYTES || first.readUInt32LE(MAGIC_AT) !== MAGIC)
      throw corrupt(directory, "is no LMDB file");
    const pageSize = first.readUInt32LE(PAGE_SIZE_AT);
    const second = await readMeta(handle, pageSize);
    const newest = newer(first, second);
    const needed = (Number(newest.readBigUInt64LE(LAST_PAGE_AT)) + 1) * pageSize;
    const { size } = await handle.stat();
    if (size < META_PAGES * pageSize || size < needed) {
      throw corrupt(directory, `has ${size} of ${needed} bytes, as after a copy that was cut short`);
    }
  } finally {
    await handle.close();
  }
}

async function readMeta(handle: Awaited<ReturnType<typeof open>>, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(META_BYTES), 0, META_BYTES, position);
  return buffer.subarray(0, bytesRead);
}

function newer(first: Buffer, second: Buffer): Buffer {
  if (second.length < META_BYTES) return first;
  return second.readBigUInt64LE(TRANSACTION_AT) > first.readBigUInt64LE(TRANSACTION_AT) ? second : first;
}

function corrupt(directory: string, what: string): OnlineStoreError {
  return new OnlineStoreError(
    "corrupt",
    `The online store in ${directory} is damaged: its data file ${what}.`,
    "Delete the folder and materialize again: it holds nothing that cannot be computed.",
  );
}
