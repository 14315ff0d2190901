// The generated function of a request view.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { importGenerated } from "../project/load-manifest.ts";
import type { Project } from "../project/project.ts";
import type { RequestFunction } from "../verify/verify-request-view.ts";

/** A request view's module has one function, whose name begins with `compute`. */
export async function requestFunctionOf(
  project: Project,
  manifest: Manifest,
  view: string,
): Promise<RequestFunction> {
  const module = await importGenerated<Readonly<Record<string, unknown>>>(
    project,
    manifest,
    `serving/requests/${view}.ts`,
  );
  return computeOf(module, view);
}

/** The one function of a request view's module. */
export function computeOf(module: Readonly<Record<string, unknown>>, view: string): RequestFunction {
  const [compute] = Object.entries(module).filter(([name]) => name.startsWith("compute"));
  if (typeof compute?.[1] !== "function")
    throw new Error(`the module of request view ${view} has no function`);
  return compute[1] as RequestFunction;
}
