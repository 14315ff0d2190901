// What the commands from training to promotion share: a model of the project, with runs and registry open.
import { actorOf } from "../../actor.ts";
import type { Model, TrainingSet } from "../../../compiler/ir/program.ts";
import { requireTrainingSet } from "../../pipeline/dataset.ts";
import { type MetadataSession, openMetadata } from "../../pipeline/metadata-session.ts";
import { requireModel, servedAlias } from "../../pipeline/train-model.ts";
import type { Surroundings } from "../invocation.ts";
import type { Screen } from "../views/screen.ts";
import { openWorkspace, type Workspace } from "../workspace.ts";

export interface Loop {
  readonly workspace: Workspace;
  readonly session: MetadataSession;
  readonly model: Model;
  readonly set: TrainingSet;
  /** The alias that is served. */
  readonly alias: string;
  /** Who acts. */
  readonly actor: string;
}

export async function withLoop<Result>(
  surroundings: Surroundings,
  screen: Screen,
  { env, model: name }: { readonly env?: string | undefined; readonly model: string },
  work: (loop: Loop) => Promise<Result>,
): Promise<Result> {
  const workspace = await openWorkspace(surroundings, screen, env === undefined ? {} : { env });
  const model = requireModel(workspace.manifest, name);
  const session = await openMetadata(workspace.project);
  try {
    return await work({
      workspace,
      session,
      model,
      set: requireTrainingSet(workspace.manifest, model.trainingSet),
      alias: servedAlias(workspace.manifest, model),
      actor: actorOf(surroundings.variables),
    });
  } finally {
    await session.close();
  }
}
