// The generated functions of a training set's request views, with the columns that feed them.
import type { Manifest } from "../../../compiler/ir/manifest.ts";
import type { TrainingSet } from "../../../compiler/ir/program.ts";
import type { RequestComputation } from "../../evaluate/request-features.ts";
import type { Project } from "../../project/project.ts";
import { requestFunctionOf } from "../request-function.ts";

export async function requestComputations(
  project: Project,
  manifest: Manifest,
  set: TrainingSet,
): Promise<readonly RequestComputation[]> {
  const { requestViews, featureViews } = manifest.program;
  const used = requestViews.filter(({ name }) => set.requestViews.includes(name));
  return Promise.all(
    used.map(async (view) => ({
      view,
      compute: await requestFunctionOf(project, manifest, view.name),
      inputs: view.inputs.map((input) => {
        const features = featureViews.find(({ name }) => name === input.view)?.features ?? [];
        return {
          columns: features.map(({ name }) => ({
            feature: name,
            column: `${input.role ?? input.view}__${name}`,
          })),
        };
      }),
    })),
  );
}
