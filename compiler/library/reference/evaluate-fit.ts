// The meaning of a fitted value, said plainly: fold the rows that are learnt from. What SQL is held to.
import type { Atom } from "../../ir/program.ts";
import type { Value } from "../../ir/value-type.ts";
import { aggregations } from "../aggregations/index.ts";
import type { AggregationDefinition } from "../define.ts";
import { evaluateExpression } from "../emit.ts";
import type { Row } from "./evaluate-view.ts";

/** Over rows of a training set, `as_of` among their columns: it orders them where an aggregation asks for that. */
export function evaluateFit({ aggregation, inputs, parameters }: Atom, rows: readonly Row[]): Value {
  const list = aggregations as Readonly<Record<string, AggregationDefinition>>;
  const definition = list[aggregation];
  if (definition === undefined) throw new Error(`The library has no aggregation '${aggregation}'.`);
  const { reference } = definition;
  let state = reference.empty({ inputs: inputs.map(({ type }) => type), parameters });
  for (const row of rows) {
    const values = inputs.map((input) => evaluateExpression(input, ([column = ""]) => row[column] ?? null));
    if (values.includes(null)) continue;
    state = reference.update(state, values, [row.as_of ?? null]);
  }
  return reference.finalize(state);
}
