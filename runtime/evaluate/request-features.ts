// The features of request views, computed by the generated code that serves them, from a row of the training set.
import type { RequestView } from "../../compiler/ir/program.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import type { RequestFunction } from "../verify/verify-request-view.ts";

export interface RequestComputation {
  readonly view: RequestView;
  readonly compute: RequestFunction;
  /** Of each input, in the view's order: the features of its feature view and their columns. */
  readonly inputs: readonly {
    readonly columns: readonly { readonly feature: string; readonly column: string }[];
  }[];
}

/** Columns of a training set that the computations read. */
export function columnsOf(computations: readonly RequestComputation[]): ReadonlySet<string> {
  return new Set(
    computations.flatMap(({ view, inputs }) => [
      ...view.request.map(({ name }) => name),
      ...inputs.flatMap(({ columns }) => columns.map(({ column }) => column)),
    ]),
  );
}

/** `value` gives the row's columns. */
export function computeRequest(
  { view, compute, inputs }: RequestComputation,
  value: (column: string) => Value,
): Readonly<Record<string, Value>> {
  const request: Record<string, Value> = {};
  for (const { name } of view.request) request[name] = value(name);
  const records = inputs.map(({ columns }) => {
    const record: Record<string, Value> = {};
    for (const { feature, column } of columns) record[feature] = value(column);
    return record;
  });
  return compute(request, ...records);
}
