// Checks the inputs of a feature view: other views, whose features stand beside each row as of its event time.
import type { DeclaredFeatureView } from "../ir/declaration.ts";
import type { RowInput } from "../ir/program.ts";
import type { Context } from "./context.ts";
import { checkKey } from "./keys.ts";
import { refuseDoubles } from "./names.ts";
import { NO_FACTS } from "./narrow.ts";
import type { RowView, SourceRow } from "./row-scope.ts";

export function checkRowInputs(
  { inputs }: DeclaredFeatureView,
  row: SourceRow,
  context: Context,
): { readonly inputs: readonly RowInput[]; readonly views: ReadonlyMap<string, RowView> } {
  refuseDoubles(
    inputs.map(({ alias, aliasSpan }) => ({ name: alias, nameSpan: aliasSpan })),
    "inputs",
    context.report,
  );
  const views = new Map<string, RowView>();
  const checked = inputs.flatMap((input): readonly RowInput[] => {
    const { alias, aliasSpan, view } = input;
    const found = context.catalog.find(view, "feature_view");
    // A view that is not checked yet is one that reads this one: the cycle was reported.
    const known = found === null ? undefined : context.featureViews.get(found);
    views.set(alias, { view: view.name, features: known?.features ?? null });
    const entity = known?.view ? context.named.entities.get(known.view.entity) : undefined;
    // A null key is one that no row speaks of: the features are then those of an unknown key.
    const key = checkKey({ ...input, nameSpan: aliasSpan }, entity, row, NO_FACTS, context, true);
    return entity === undefined ? [] : [{ alias, view: view.name, key }];
  });
  return { inputs: checked.sort((left, right) => (left.alias < right.alias ? -1 : 1)), views };
}
