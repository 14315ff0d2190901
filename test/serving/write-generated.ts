// Writes emitted artifacts into a folder of this checkout, from which "bifold/serving" resolves, and imports them.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { emitOpenApi } from "../../compiler/backends/openapi/emit-openapi.ts";
import { emitClient, emitServing } from "../../compiler/backends/typescript/emit-typescript.ts";
import type { Plan } from "../../compiler/ir/plan.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Written {
  readonly folder: string;
  readonly files: readonly string[];
  import<Module>(path: string): Promise<Module>;
}

/** `name` keeps test files, which run at the same time, apart. */
export async function writeGenerated(name: string, plan: Plan): Promise<Written> {
  const folder = join(ROOT, ".bifold", "test-generated", name);
  await rm(folder, { recursive: true, force: true });
  const artifacts = [...emitServing(plan), ...emitClient(plan), ...emitOpenApi(plan)];
  for (const { path, text } of artifacts) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return {
    folder,
    files: artifacts.map(({ path }) => path),
    import: (path) => import(pathToFileURL(join(folder, path)).href),
  };
}
