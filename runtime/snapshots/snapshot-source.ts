// Keeps a copy of a source's file under the hash of its content, so that a run can be repeated when the file has changed.
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileDigest } from "../pipeline/file-digest.ts";
import { makeWorkingFolder } from "../pipeline/working-folder.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { copyChecked } from "./copy-checked.ts";
import {
  findSource,
  SOURCE_MANIFEST,
  SOURCES_FOLDER,
  type SourceManifest,
  type SourceSnapshot,
} from "./snapshot.ts";

export interface SnapshotSourceOptions {
  readonly project: Project;
  /** What it is called: the declared source, or the file's name. */
  readonly source: string;
  /** Absolute. */
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

export interface TakenSnapshot {
  readonly snapshot: SourceSnapshot;
  /** True: this very content was kept already. */
  readonly skipped: boolean;
}

/** @throws UserError F5153 where there is no such file. */
export async function snapshotSource(options: SnapshotSourceOptions): Promise<TakenSnapshot> {
  const { project, source, file, now, signal } = options;
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) {
    throw new UserError({
      code: "F5153",
      message: `There is no file ${path.relative(project.root, file)} to keep a copy of.`,
      hint: "Give the name of a declared source of one file, or the path of a file.",
    });
  }
  const sha256 = await fileDigest(file, signal);
  const name = source.replaceAll(/[^\w.-]+/g, "_");
  const id = `${name}-${sha256.slice(0, 12)}`;
  const before = await findSource(project, id);
  if (before !== null) return { snapshot: before, skipped: true };
  const folder = path.join(project.root, SOURCES_FOLDER);
  await mkdir(folder, { recursive: true });
  const partial = await makeWorkingFolder(folder, id);
  try {
    const relative = path.relative(project.root, file).split(path.sep).join("/");
    const manifest: SourceManifest = {
      format: 1,
      source,
      path: relative.startsWith("../") ? file : relative,
      sha256,
      bytes: found.size,
      takenAt: now,
    };
    // Hashed again as it was copied: the file may have been written to meanwhile.
    await copyChecked(file, path.join(partial, path.basename(file)), { sha256, what: source }, signal);
    await writeFile(path.join(partial, SOURCE_MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(partial, path.join(folder, id)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  const snapshot = await findSource(project, id);
  if (snapshot === null) throw new Error(`the snapshot ${id} vanished while it was taken`);
  return { snapshot, skipped: false };
}
