// The step that keeps a copy of a source's file: a declared source by its name, or any file by its path.
import path from "node:path";
import { loadManifest } from "../../project/load-manifest.ts";
import type { Project } from "../../project/project.ts";
import { snapshotSource, type TakenSnapshot } from "../../snapshots/snapshot-source.ts";
import type { Surroundings } from "../invocation.ts";

export async function snapshotStep(
  project: Project,
  { folder, now, signal }: Surroundings,
  name: string,
): Promise<TakenSnapshot> {
  // A project that was not compiled yet has files all the same.
  const manifest = await loadManifest(project).catch(() => null);
  const declared = manifest?.program.sources.find((source) => source.name === name);
  return snapshotSource({
    project,
    source: declared?.name ?? path.basename(name),
    file: declared === undefined ? path.resolve(folder, name) : path.resolve(project.root, declared.path),
    now: now(),
    signal,
  });
}
