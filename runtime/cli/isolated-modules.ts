// Generated modules run from a folder of their own, wherever their project is and whether "bifold" is installed there.
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Artifact } from "../../compiler/ir/artifact.ts";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));

export type ImportModule = (file: string) => Promise<Readonly<Record<string, unknown>>>;

/** Writes the serving modules below `folder`; what they import as "bifold" is this very package. */
export async function isolateModules(folder: string, artifacts: readonly Artifact[]): Promise<ImportModule> {
  await mkdir(path.join(folder, "node_modules"));
  await symlink(PACKAGE, path.join(folder, "node_modules", "bifold"), "junction");
  await writeFile(path.join(folder, "package.json"), '{ "type": "module" }\n');
  for (const { path: file, text } of artifacts.filter((artifact) => artifact.path.startsWith("serving/"))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return (file) => import(pathToFileURL(path.join(folder, file)).href);
}
