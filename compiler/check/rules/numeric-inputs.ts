// A model takes numbers: whatever else is in its training set has to become some.
import type { ValueType } from "../../ir/value-type.ts";
import { inputFields } from "../../library/model-inputs.ts";
import { codes } from "../codes.ts";
import { printType } from "../print.ts";
import type { Rule } from "./rule.ts";

const WAYS: Readonly<Partial<Record<ValueType["kind"], string>>> = {
  string: 'compare it, as in `x === "US" ? 1 : 0`',
  timestamp: "take its parts, as in `x.hour()`",
  decimal: "say that it may be rounded: `toFloat64(x)`",
  list: "take what it holds one by one, as in `x.at(0)`, `x.length` or `x.includes(y) ? 1 : 0`",
};

export const numericInputs: Rule = ({ models, named, report }) => {
  for (const [declared, model] of models) {
    const set = model === null ? undefined : named.trainingSets.get(model.trainingSet);
    for (const { name, type } of model === null || set === undefined ? [] : inputFields(model, set)) {
      const way = WAYS[type.kind];
      if (way === undefined) continue;
      report.add(
        codes.inputNotNumeric,
        declared.inputs?.find((each) => each.name === name)?.nameSpan ?? declared.trainingSet.span,
        `Input '${name}' is a ${type.kind === "decimal" ? "decimal" : printType({ ...type, nullable: false })}.`,
        { hint: `Drop it${declared.inputs === null ? " from the features" : ""}, or ${way}.` },
      );
    }
  }
};
