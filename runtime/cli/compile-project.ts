// Compiles a project's definitions in memory, and shows what is wrong with them.
import path from "node:path";
import { type Compiled, compile } from "../../compiler/compile.ts";
import { inOrder } from "../../compiler/diagnostics/order.ts";
import type { Diagnostic } from "../../compiler/ir/diagnostic.ts";
import type { Project } from "../project/project.ts";
import { readDefinitionFiles } from "./definition-files.ts";
import { missingTrainers } from "./missing-trainers.ts";

export interface CompiledProject {
  /** Null where a diagnostic is an error. */
  readonly compiled: Compiled | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that diagnostics point into. */
  readonly files: ReadonlyMap<string, string>;
}

/** `trainers`: whether their files must be there too; only those who train need them. */
export async function compileProject(
  project: Project,
  { trainers = false }: { readonly trainers?: boolean } = {},
): Promise<CompiledProject> {
  const sources = await readDefinitionFiles(project);
  const folder = path.relative(project.root, project.definitions).split(path.sep).join("/");
  const { value, diagnostics, declared } = compile(sources, folder);
  const missing = trainers ? await missingTrainers(project, declared) : [];
  return {
    compiled: missing.length > 0 ? null : value,
    diagnostics: inOrder([...diagnostics, ...missing]),
    files: new Map(sources.map(({ file, text }) => [file, text])),
  };
}
