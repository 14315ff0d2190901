// The definition files of a project as texts: the compiler's input.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { SourceText } from "../../compiler/ir/span.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";

/** Every TypeScript file below the definitions folder, by path; @throws UserError F5120 where there is none. */
export async function readDefinitionFiles(project: Project): Promise<readonly SourceText[]> {
  const all = await filesBelow(project.definitions);
  const files = all.filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
  if (files.length === 0) {
    throw new UserError({
      code: "F5120",
      message: `There are no TypeScript files in ${path.relative(project.root, project.definitions) || "."}.`,
      hint: "Write definitions there, or correct `definitions` in bifold.yaml.",
    });
  }
  return Promise.all(
    files.map(async (file) => ({
      file: path.relative(project.root, file).split(path.sep).join("/"),
      text: await readFile(file, "utf8"),
    })),
  );
}

/** All files of a folder, by path; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
