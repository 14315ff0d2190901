// The meaning of a fitted value, said plainly: fold the rows that are learnt from. What SQL is held to.
import type { Atom } from "../../ir/program.ts";
import type { Value } from "../../ir/value-type.ts";
import { aggregationOf } from "../aggregation-of.ts";
import { type Row, valueOver } from "./evaluate-view.ts";

/** Over rows of a training set, `as_of` among their columns: it orders them where an aggregation asks for that. */
export function evaluateFit(fit: Atom, rows: readonly Row[]): Value {
  const { inputs, parameters } = fit;
  const { reference } = aggregationOf(fit);
  let state = reference.empty({ inputs: inputs.map(({ type }) => type), parameters });
  for (const row of rows) {
    const values = inputs.map((input) => valueOver(input, row));
    if (values.includes(null)) continue;
    state = reference.update(state, values, [row.as_of ?? null]);
  }
  return reference.finalize(state);
}
