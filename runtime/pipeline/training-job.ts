// The job that a trainer is given for a model and its training set.
import type { Model, TrainingSet } from "../../compiler/ir/program.ts";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { inputFields } from "../../compiler/library/model-inputs.ts";
import type { TrainingColumn, TrainingJob } from "../model/training-job.ts";
import type { Dataset } from "./dataset.ts";
import { instantOf } from "./training-record.ts";

const AS_OF = "as_of";

/** The rows are the training set's, with the model's inputs in place of features. `output` is an absolute path. */
export function trainingJob(
  model: Model,
  set: TrainingSet,
  { file }: Pick<Dataset, "file">,
  output: string,
): TrainingJob {
  const asOf: TrainingColumn = { name: AS_OF, type: "timestamp", nullable: false, role: "as_of" };
  const weight = set.negativesOneIn === null ? null : "sample_weight";
  const inputs = inputFields(model, set);
  const split = set.split === null ? null : "split";
  return {
    version: 1,
    data: file,
    columns: [
      ...set.keys.map((key) => column(key.name, key.type, "key")),
      asOf,
      column(set.label.name, set.label.type, "label"),
      ...(weight === null ? [] : [column(weight, { kind: "float64", nullable: false }, "weight")]),
      ...(split === null ? [] : [column(split, { kind: "string", nullable: false }, "split")]),
      ...inputs.map(({ name, type }) => column(name, type, "feature")),
    ],
    features: inputs.map(({ name }) => name),
    label: set.label.name,
    ...(weight === null ? {} : { weight }),
    ...(split === null ? {} : { split }),
    asOf: AS_OF,
    holdout: model.holdoutFrom === null ? null : { from: instantOf(model.holdoutFrom) },
    params: model.params,
    seed: model.seed,
    output,
  };
}

function column(name: string, type: ValueType, role: TrainingColumn["role"]): TrainingColumn {
  // The checker lets no column of the kind "null" through.
  return { name, type: type.kind as TrainingColumn["type"], nullable: type.nullable, role };
}
