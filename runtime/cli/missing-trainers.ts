// Trainers that models name and that are not there: the compiler, which reads texts alone, cannot know.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Declaration } from "../../compiler/ir/declaration.ts";
import type { Diagnostic } from "../../compiler/ir/diagnostic.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";
import type { Project } from "../project/project.ts";
import { filesBelow } from "./definition-files.ts";

/** Each at the place that names it. */
export async function missingTrainers(
  project: Project,
  declarations: readonly Declaration[],
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const declared of declarations) {
    if (declared.kind !== "model") continue;
    const { text, span } = declared.trainer;
    // Checking refuses a path that leads out of the folder.
    const file = path.join(project.definitions, text);
    if (path.relative(project.definitions, file).startsWith("..") || (await isFile(file))) continue;
    const names = (await filesBelow(project.definitions)).map((each) =>
      path.relative(project.definitions, each).split(path.sep).join("/"),
    );
    const near = nearestName(text, names);
    found.push({
      code: "F5123",
      severity: "error",
      message: `Model '${declared.name}' has no trainer: there is no file '${text}' in the definitions folder.`,
      span,
      why: "A model is trained by the program that it names.",
      hint: near === null ? "Write it there, or correct the path." : `Did you mean '${near}'?`,
    });
  }
  return found;
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}
