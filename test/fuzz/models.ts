// A model's own inputs over the features of a view: expressions of a row, and of values fitted to all rows.
import fc from "fast-check";
import { aggregates, readsNothing, type Written } from "./aggregates.ts";
import { leavesOf, together } from "./columns.ts";
import { expressions, type Leaves, type Text, typeKey } from "./expressions.ts";
import type { WrittenView } from "./views.ts";

/** Of single rows in the order of time: refused in a fit, where rows have none. */
const OF_ROWS = /^(first|last|firstN|lastN|secondsSinceLast)\(/;

const INPUTS = ["float64", "int64", "bool"];

/** Reads the training set `learn`, which lists the view; nothing where no condition could be written over its features. */
export function models(view: WrittenView): Text {
  const leaves = leavesOfView(view);
  const scope = expressions(leaves, 2);
  if (leaves.sure.bool === undefined) return fc.constant("");
  const fits = aggregates(scope)
    .filter(({ text }) => !OF_ROWS.test(text) && !text.includes(".overLast"))
    .map((written): Written => ({ ...written, text: written.text.replace(/\.over(All)?\([^()]*\)$/, "") }));
  return fc.array(fits, { minLength: 1, maxLength: 3 }).chain((fitted) => {
    const all = expressions(together(leaves, constantsOf(fitted)), 2);
    const one = fc.tuple(fc.constantFrom(...INPUTS), fc.boolean()).chain(([key, nullable]): Text => {
      const made = (nullable ? all.nullable(key) : null) ?? all.sure(key);
      return (made ?? fc.constant(scope.flag)).map((text) => (readsNothing(text) ? scope.flag : text));
    });
    return fc.array(one, { minLength: 1, maxLength: 4 }).map(
      (
        inputs,
      ) => `export const predict = model({ trainingSet: learn, trainer: "train.ts", output: "p", nulls: "allow",
  inputs: (read) => {
    const mine = read(view);
${fitted.map(({ text }, index) => `    const k${index} = fit(${text});\n`).join("")}    return {
${inputs.map((text, index) => `      i${index}: ${text},`).join("\n")}
    };
  },
});
`,
    );
  });
}

/** With whether each feature that may be null is. */
function leavesOfView({ features }: WrittenView): Leaves {
  const leaves = leavesOf("mine", features);
  const missing = features.filter(({ nullable }) => nullable).map(({ name }) => `(mine.${name} === null)`);
  return missing.length === 0 ? leaves : together(leaves, { sure: { bool: missing }, nullable: {} });
}

/** `k0`, `k1`, ... */
function constantsOf(fitted: readonly Written[]): Leaves {
  const named = (isNullable: boolean): Leaves["sure"] => {
    const ofType: Record<string, readonly string[]> = {};
    fitted.forEach(({ type }, index) => {
      const key = typeKey(type);
      if (type.nullable === isNullable) ofType[key] = [...(ofType[key] ?? []), `k${index}`];
    });
    return ofType;
  };
  return { sure: named(false), nullable: named(true) };
}
