// That a model's trainer is there, asked before anything is made for it.
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Model } from "../../compiler/ir/program.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";

/** @throws UserError F5139 */
export async function requireTrainer(
  { root }: Pick<Project, "root">,
  { name, trainer }: Pick<Model, "name" | "trainer">,
): Promise<void> {
  const found = await stat(path.join(root, trainer)).catch(() => null);
  if (found?.isFile()) return;
  throw new UserError({
    code: "F5139",
    message: `Model '${name}' has no trainer: there is no file ${trainer}.`,
    hint: "Write it there, or correct `trainer` in the model's declaration.",
  });
}
