// A compiled project that a command works on, refused where its generated files are not of its definitions.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { DiagnosticsError } from "../project/diagnostics-error.ts";
import { loadManifest } from "../project/load-manifest.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { projectOf } from "./command-site.ts";
import { compileProject } from "./compile-project.ts";
import { isStale } from "./generated-files.ts";
import type { Surroundings } from "./invocation.ts";
import type { Screen } from "./views/screen.ts";
import { compareGenerated } from "./write-project.ts";

export interface Workspace {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly screen: Screen;
  readonly surroundings: Surroundings;
}

/** @throws UserError F5121 where the generated folder is stale. */
export async function openWorkspace(
  surroundings: Surroundings,
  screen: Screen,
  options: { readonly env?: string },
): Promise<Workspace> {
  const project = await projectOf(surroundings, options);
  const manifest = await loadManifest(project);
  await requireCurrent(project);
  return { project, manifest, screen, surroundings };
}

/** An image for production may leave the definitions out: then the manifest is all there is to go by. */
async function requireCurrent(project: Project): Promise<void> {
  if ((await stat(project.definitions).catch(() => null)) === null) return;
  const { compiled, diagnostics, files } = await compileProject(project);
  if (compiled === null) throw new DiagnosticsError(diagnostics, files);
  if (!isStale((await compareGenerated(project, compiled)).stale)) return;
  throw new UserError({
    code: "F5121",
    message: `${path.relative(project.root, project.generated)}/ is not what ${path.relative(project.root, project.definitions)}/ compiles to.`,
    why: "Definitions were changed since, or generated files were edited; results would be of another version.",
    hint: "Run `npx bifold compile`; `npx bifold compile --check` lists the files.",
  });
}
