// Whether a model is given nulls is said: null and a number that stands for it are told apart by the model, or by nobody.
import type { ValueType } from "../../ir/value-type.ts";
import { inputFields } from "../../library/model-inputs.ts";
import { codes } from "../codes.ts";
import { listOf } from "../names.ts";
import type { Rule } from "./rule.ts";

const READABLE: ReadonlySet<ValueType["kind"]> = new Set(["bool", "int64", "float64"]);

export const nullableInputs: Rule = ({ models, named, report }) => {
  for (const [declared, model] of models) {
    if (declared.nulls?.text === "allow") continue;
    const set = model === null ? undefined : named.trainingSets.get(model.trainingSet);
    const inputs = model === null || set === undefined ? [] : inputFields(model, set);
    // Others are no inputs at all, null or not.
    const readable = inputs.filter(({ type }) => READABLE.has(type.kind));
    const nullable = readable.filter(({ type }) => type.nullable).map(({ name }) => `'${name}'`);
    if (nullable.length === 0) continue;
    const refused = declared.nulls !== null;
    const unsaid = refused ? "" : ", and the model does not say that it takes nulls";
    report.add(
      codes.inputNullable,
      declared.nulls?.span ?? declared.trainingSet.span,
      `${listOf("Input", nullable)} may be null${unsaid}.`,
      {
        hint: refused
          ? "Say in the feature what null means, as in `?? 0`, or let the model take nulls, as NaN."
          : 'Say in the feature what null means, as in `?? 0`, or that the model takes nulls, as NaN: `nulls: "allow"`.',
      },
    );
  }
};
