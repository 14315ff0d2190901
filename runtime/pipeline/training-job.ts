// The job that a trainer is given for a model and its training set.
import type { Model, TrainingSet } from "../../compiler/ir/program.ts";
import type { Field } from "../../compiler/ir/value-type.ts";
import { AS_OF, columnsBeside, inputFields } from "../../compiler/library/model-inputs.ts";
import type { TrainingColumn, TrainingJob } from "../model/training-job.ts";
import type { Dataset } from "./dataset.ts";
import { instantOf } from "./training-record.ts";

/** The rows are the training set's, with the model's inputs in place of features. `output` is an absolute path. */
export function trainingJob(
  model: Model,
  set: TrainingSet,
  { file }: Pick<Dataset, "file">,
  output: string,
): TrainingJob {
  const beside = columnsBeside(set);
  const inputs = inputFields(model, set);
  const named = (role: TrainingColumn["role"]) => beside.find((each) => each.role === role)?.name;
  const [weight, split] = [named("weight"), named("split")];
  return {
    version: 1,
    data: file,
    columns: [
      ...beside.map((field) => column(field, field.role)),
      ...inputs.map((field) => column(field, "feature")),
    ],
    features: inputs.map(({ name }) => name),
    label: set.label.name,
    ...(weight === undefined ? {} : { weight }),
    ...(split === undefined ? {} : { split }),
    asOf: AS_OF,
    holdout: model.holdoutFrom === null ? null : { from: instantOf(model.holdoutFrom) },
    params: model.params,
    seed: model.seed,
    output,
  };
}

function column({ name, type }: Field, role: TrainingColumn["role"]): TrainingColumn {
  // The checker lets no column of the kind "null" through.
  return { name, type: type.kind as TrainingColumn["type"], nullable: type.nullable, role };
}
