// Where a model's inputs are written: in the model, or as features of the views that its training set lists.
import type { DeclaredModel } from "../../ir/declaration.ts";
import type { TrainingSet } from "../../ir/program.ts";
import type { Context } from "../context.ts";
import { type Written, writtenFeatures } from "./feature-places.ts";

/** Those of the names, in the order of the text. */
export function writtenInputs(
  context: Context,
  { inputs }: DeclaredModel,
  set: TrainingSet,
  names: ReadonlySet<string>,
): readonly Written[] {
  const written =
    inputs?.map(({ name, nameSpan }) => ({ name, span: nameSpan })) ?? writtenColumns(context, set);
  return written.filter(({ name }) => names.has(name));
}

/** The features of a training set by their columns. */
function writtenColumns({ featureViews, requestViews }: Context, set: TrainingSet): readonly Written[] {
  return [...featureViews.keys(), ...requestViews.keys()].flatMap((declared) => {
    const columns = set.features.filter(({ view }) => view === declared.name);
    return writtenFeatures(declared).flatMap(({ name, span }) =>
      columns.filter(({ feature }) => feature === name).map(({ column }) => ({ name: column, span })),
    );
  });
}
