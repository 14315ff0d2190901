// The generated folder against what the compiler makes now, and brought up to date with it.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Artifact } from "../../compiler/ir/artifact.ts";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Project } from "../project/project.ts";

const MANIFEST = "manifest.json";

/** Paths relative to the generated folder. */
export interface Staleness {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Written by an earlier compilation, made no more. */
  readonly leftOver: readonly string[];
}

export function isStale({ missing, changed, leftOver }: Staleness): boolean {
  return missing.length + changed.length + leftOver.length > 0;
}

export async function findStale(project: Project, artifacts: readonly Artifact[]): Promise<Staleness> {
  const missing: string[] = [];
  const changed: string[] = [];
  for (const artifact of artifacts) {
    const text = await readText(path.join(project.generated, artifact.path));
    if (text === null) missing.push(artifact.path);
    else if (text !== artifact.text) changed.push(artifact.path);
  }
  const made = new Set(artifacts.map((artifact) => artifact.path));
  const leftOver: string[] = [];
  for (const file of await filesOfLastManifest(project)) {
    if (!made.has(file) && (await readText(path.join(project.generated, file))) !== null) leftOver.push(file);
  }
  return { missing, changed, leftOver };
}

/** Each file is replaced whole; the manifest comes last, so that a reader notices an interrupted compilation. */
export async function writeGenerated(
  project: Project,
  artifacts: readonly Artifact[],
  { missing, changed, leftOver }: Staleness,
): Promise<void> {
  const wanted = new Set([...missing, ...changed]);
  const stale = artifacts.filter((artifact) => wanted.has(artifact.path));
  for (const artifact of stale.filter(({ path: file }) => file !== MANIFEST)) await write(project, artifact);
  for (const file of leftOver) await rm(path.join(project.generated, file));
  for (const artifact of stale.filter(({ path: file }) => file === MANIFEST)) await write(project, artifact);
}

async function write(project: Project, artifact: Artifact): Promise<void> {
  const file = path.join(project.generated, artifact.path);
  const beside = `${file}.${randomUUID()}.partial`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(beside, artifact.text);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Only what an earlier compilation lists may be removed: nobody else's files. */
async function filesOfLastManifest(project: Project): Promise<readonly string[]> {
  const text = await readText(path.join(project.generated, MANIFEST));
  try {
    const files = Object.keys((JSON.parse(text ?? "{}") as Partial<Manifest>).files ?? {});
    return files.filter((file) => !path.isAbsolute(file) && !file.split("/").includes(".."));
  } catch {
    return [];
  }
}

async function readText(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
}
