// Finds bifold.yaml from a folder upwards and reads it for one environment.
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../user-error.ts";
import { DiagnosticsError } from "./diagnostics-error.ts";
import { parseProjectFile } from "./parse-project-file.ts";
import type { Project } from "./project.ts";

const FILE = "bifold.yaml";

export interface LoadProjectOptions {
  /** Folder to start from. */
  readonly folder: string;
  /** Name of the environment; null for the default one. */
  readonly environment: string | null;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** @throws UserError F5101 where there is no bifold.yaml; DiagnosticsError where it is wrong. */
export async function loadProject({ folder, environment, variables }: LoadProjectOptions): Promise<Project> {
  const root = await findRoot(folder);
  const source = { file: FILE, text: await readFile(path.join(root, FILE), "utf8") };
  const { value, diagnostics } = parseProjectFile(source, { root, environment, variables });
  if (value === null) throw new DiagnosticsError(diagnostics, new Map([[source.file, source.text]]));
  return value;
}

async function findRoot(folder: string): Promise<string> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const found = await stat(path.join(at, FILE)).catch(() => null);
    if (found?.isFile()) return at;
    if (path.dirname(at) === at) break;
  }
  throw new UserError({
    code: "F5101",
    message: `There is no ${FILE} in ${path.resolve(folder)} or in a folder above it.`,
    why: "It says where a project's definitions are and what they run on.",
    hint: "Run the command inside a project, or write the file: docs/new-project.md shows one.",
  });
}
