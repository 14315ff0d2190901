// The faces of a model's own inputs, of what was compiled: their statements and their generated function.
import type { ModelPlan, Plan } from "../../compiler/ir/plan.ts";
import { learntUntil } from "../../compiler/library/model-inputs.ts";
import type { InputFaces } from "../certify/certify-model-inputs.ts";
import { inputsFunctionOf } from "./inputs-function.ts";
import type { ImportModule } from "./isolated-modules.ts";

/** `textOf` answers with the text of an emitted file. Throws where the model takes its features as they are. */
export async function inputFacesOf(
  model: ModelPlan,
  plan: Pick<Plan, "trainingSets">,
  textOf: (file: string) => string,
  importModule: ImportModule,
): Promise<InputFaces> {
  const { name, inputs } = model;
  const set = plan.trainingSets.find((each) => each.name === model.trainingSet);
  if (inputs === null || set === undefined) throw new Error(`model ${name} has no inputs of its own`);
  const compute = inputsFunctionOf(await importModule(`serving/models/${name}.ts`), name);
  const file = (part: string): string => textOf(`sql/models/${name}.${part}.sql`);
  const statements = { fits: inputs.fits.length === 0 ? null : file("fits"), inputs: file("inputs") };
  return { model: name, inputs, set, until: learntUntil(model, set), statements, compute };
}
