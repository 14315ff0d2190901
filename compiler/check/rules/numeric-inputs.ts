// A model takes numbers: whatever else is in its training set has to become some.
import type { ValueType } from "../../ir/value-type.ts";
import { inputFields } from "../../library/model-inputs.ts";
import { codes } from "../codes.ts";
import { printType } from "../print.ts";
import type { Rule } from "./rule.ts";

/** Of one input or of several. */
const WAYS: Readonly<Partial<Record<ValueType["kind"], string>>> = {
  string: 'compare, as in `x === "US" ? 1 : 0`',
  timestamp: "take parts, as in `x.hour()`",
  decimal: "allow rounding: `toFloat64(x)`",
  list: "take items one by one, as in `x.at(0)`, `x.length` or `x.includes(y) ? 1 : 0`",
};

/** An error an input where inputs are named one by one; of a set's features, which have one place, an error a type. */
export const numericInputs: Rule = ({ models, named, report }) => {
  for (const [declared, model] of models) {
    const set = model === null ? undefined : named.trainingSets.get(model.trainingSet);
    const fields = model === null || set === undefined ? [] : inputFields(model, set);
    const isNamed = declared.inputs !== null;
    const spanOf = (name: string) => declared.inputs?.find((each) => each.name === name)?.nameSpan;
    const together = new Map<string, { readonly names: string[]; readonly type: ValueType }>();
    for (const { name, type } of fields.filter((each) => WAYS[each.type.kind] !== undefined)) {
      const key = isNamed ? name : textOf(type);
      const known = together.get(key);
      if (known === undefined) together.set(key, { names: [name], type });
      else known.names.push(name);
    }
    for (const { names, type } of together.values()) {
      const [first = ""] = names;
      const one = names.length === 1;
      report.add(
        codes.inputNotNumeric,
        spanOf(first) ?? declared.trainingSet.span,
        `${one ? "Input" : "Inputs"} ${names.map((name) => `'${name}'`).join(", ")} ${one ? "is a" : "are each a"} ${textOf(type)}.`,
        {
          hint: isNamed
            ? `Drop ${one ? "it" : "them"}, or ${WAYS[type.kind]}.`
            : `Drop ${one ? "it" : "them"} from the features, or say in the model's own \`inputs\` what it is given: ${WAYS[type.kind]}.`,
        },
      );
    }
  }
};

function textOf(type: ValueType): string {
  return type.kind === "decimal" ? "decimal" : printType({ ...type, nullable: false });
}
