// The folder of an embedded store: ours, of this format, whole and writable, or refused before LMDB maps it.
import { constants } from "node:fs";
import { access, mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { OnlineStoreError } from "../online-store-error.ts";
import { requireWholeFile } from "./data-file.ts";

const FORMAT = 1;
const MARKER = "bifold-online.json";
const DATA_FILE = "data.mdb";

/** Creates the folder with its marker where there is none. */
export async function prepareDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const names = await readdir(directory);
    if (names.includes(MARKER)) await requireFormat(directory);
    else if (names.length === 0) await writeMarker(directory);
    else throw foreign(directory, names);
    await requireWritable(directory);
    await requireWholeFile(path.join(directory, DATA_FILE), directory);
  } catch (error) {
    throw explained(directory, error);
  }
}

async function requireFormat(directory: string): Promise<void> {
  const text = await readFile(path.join(directory, MARKER), "utf8");
  const format = formatOf(text);
  if (format === FORMAT) return;
  throw new OnlineStoreError(
    "format",
    `The online store in ${directory} has format ${format ?? "unknown"}; this version reads format ${FORMAT}.`,
    "Delete the folder and materialize again (it holds nothing else), or name another folder in bifold.yaml.",
  );
}

function formatOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly format?: unknown }).format;
  } catch {
    return undefined;
  }
}

/** Moved into place, so that another process never reads half of it. */
async function writeMarker(directory: string): Promise<void> {
  const beside = path.join(directory, `.${MARKER}.${process.pid}`);
  await writeFile(beside, `${JSON.stringify({ store: "bifold-online", format: FORMAT })}\n`);
  await rename(beside, path.join(directory, MARKER));
}

/** Readers write too: LMDB keeps its table of readers in the folder. */
async function requireWritable(directory: string): Promise<void> {
  await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  for (const name of [DATA_FILE, "lock.mdb"]) {
    const file = path.join(directory, name);
    if ((await stat(file).catch(() => null)) !== null) await access(file, constants.R_OK | constants.W_OK);
  }
}

function foreign(directory: string, names: readonly string[]): OnlineStoreError {
  const shown = names.slice(0, 3).join(", ");
  return new OnlineStoreError(
    "foreign",
    `The folder ${directory} is not an online store: it holds ${shown}${names.length > 3 ? ", ..." : ""} and no ${MARKER}.`,
    "Name an empty or a new folder in bifold.yaml; nothing was changed in this one.",
  );
}

function explained(directory: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new OnlineStoreError(
      "permission",
      `The online store in ${directory} cannot be written: ${code === "EROFS" ? "the file system is read-only" : "permission denied"}.`,
      "Give this user the right to write there, or name another folder in bifold.yaml.",
      { cause: error },
    );
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return new OnlineStoreError(
      "foreign",
      `The online store's path ${directory} is a file, or lies below one.`,
      "Name a folder in bifold.yaml.",
      { cause: error },
    );
  }
  return error;
}
