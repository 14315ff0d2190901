// A model that says `nulls: "refuse"` takes no feature that may be null.
import { inputFields } from "../../library/model-inputs.ts";
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const nullableInputs: Rule = ({ models, named, report }) => {
  for (const [declared, model] of models) {
    if (declared.nulls?.text !== "refuse") continue;
    const set = model === null ? undefined : named.trainingSets.get(model.trainingSet);
    for (const { name, type } of model === null || set === undefined ? [] : inputFields(model, set)) {
      if (!type.nullable) continue;
      report.add(codes.inputNullable, declared.nulls.span, `Input '${name}' may be null.`, {
        hint: "Say in the feature what null means, as in `?? 0`, or let the model take nulls, as NaN.",
      });
    }
  }
};
