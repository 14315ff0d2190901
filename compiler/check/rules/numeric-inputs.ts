// A model takes numbers: strings and timestamps of its training set have to become some.
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const numericInputs: Rule = ({ models, named, report }) => {
  for (const [declared, model] of models) {
    const set = model === null ? undefined : named.trainingSets.get(model.trainingSet);
    for (const { column, type } of set?.features ?? []) {
      if (type.kind !== "string" && type.kind !== "timestamp") continue;
      const way =
        type.kind === "string"
          ? 'compare it, as in `x === "US" ? 1 : 0`'
          : "take its parts, as in `x.hour()`";
      report.add(codes.inputNotNumeric, declared.trainingSet.span, `Input '${column}' is a ${type.kind}.`, {
        hint: `Drop it from the features, or ${way}.`,
      });
    }
  }
};
