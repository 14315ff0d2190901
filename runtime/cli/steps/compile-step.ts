// The step that brings the generated folder up to date with the definitions.
import path from "node:path";
import { DiagnosticsError } from "../../project/diagnostics-error.ts";
import { loadManifest } from "../../project/load-manifest.ts";
import type { Project } from "../../project/project.ts";
import { compileProject } from "../compile-project.ts";
import type { Surroundings } from "../invocation.ts";
import { showDiagnostics } from "../views/diagnostics.ts";
import { programText } from "../views/program.ts";
import type { Screen } from "../views/screen.ts";
import { writtenText } from "../views/staleness.ts";
import { certifying, showStep, timer } from "../views/step.ts";
import type { Workspace } from "../workspace.ts";
import { compareGenerated, writeProject } from "../write-project.ts";

/** @throws DiagnosticsError where the definitions are wrong. */
export async function compileStep(
  surroundings: Surroundings,
  screen: Screen,
  project: Project,
): Promise<Workspace & { readonly seconds: number }> {
  const elapsed = timer(surroundings.now);
  const { compiled, diagnostics, files } = await compileProject(project, { trainers: true });
  if (compiled === null) throw new DiagnosticsError(diagnostics, files);
  if (!screen.json) showDiagnostics(screen, diagnostics, files);
  const generated = await compareGenerated(project, compiled);
  await writeProject(project, compiled, generated, certifying(screen));
  const seconds = elapsed();
  showStep(screen, { name: "compile", text: programText(compiled.program), seconds });
  const folder = path.relative(project.root, project.generated);
  screen.detail(`${writtenText(compiled.artifacts.length, generated.stale)} in ${folder}/`);
  return { project, manifest: await loadManifest(project), screen, surroundings, seconds };
}
