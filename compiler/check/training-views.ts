// Finds the views of a training set, those that its request views read included.
import type { DeclaredTrainingSet } from "../ir/declaration.ts";
import type { Entity, FeatureView, RequestView, TrainingFeature, ViewUse } from "../ir/program.ts";
import { codes } from "./codes.ts";
import type { Context } from "./context.ts";
import { sortedByName } from "./names.ts";

/** A view as it is used: under a role, or as itself. */
interface KeyedView extends ViewUse {
  readonly definition: FeatureView;
  readonly entity: Entity;
}

/** Sorted by role and name. */
export interface Views {
  readonly featureViews: readonly KeyedView[];
  readonly requestViews: readonly RequestView[];
  /** Only views that are listed bring features; sorted by column. */
  readonly features: readonly TrainingFeature[];
  /** False where a view failed: then nobody knows what is missing or too much. */
  readonly complete: boolean;
}

export function findViews(declared: DeclaredTrainingSet, context: Context): Views {
  const { report, catalog } = context;
  const uses = new Map<string, KeyedView>();
  const requestViews = new Map<string, RequestView>();
  const features: TrainingFeature[] = [];
  const listed = new Set<string>();
  let complete = true;
  const addView = (definition: FeatureView | null | undefined, role: string | null): void => {
    const entity = definition ? context.named.entities.get(definition.entity) : undefined;
    if (!definition || !entity) complete = false;
    else
      uses.set(sortKey({ view: definition.name, role }), { view: definition.name, role, definition, entity });
  };
  for (const reference of declared.views) {
    const role = reference.role?.text ?? null;
    const key = sortKey({ view: reference.name, role });
    if (listed.has(key)) {
      const under = role === null ? "" : ` under the role '${role}'`;
      report.add(codes.duplicateField, reference.span, `View '${reference.name}' is listed twice${under}.`, {
        hint: "List it once.",
      });
      continue;
    }
    listed.add(key);
    const found = catalog.find(reference, "feature_view", "request_view");
    if (found?.kind === "feature_view") {
      const view = context.featureViews.get(found)?.view;
      addView(view, role);
      if (view) features.push(...featuresOf(view, role));
    } else if (found?.kind === "request_view") {
      const view = context.requestViews.get(found)?.view;
      if (view) {
        requestViews.set(view.name, view);
        features.push(...featuresOf(view, null));
        for (const input of view.inputs) addView(context.named.featureViews.get(input.view), input.role);
      } else complete = false;
    } else complete = false;
  }
  const featureViews = [...uses].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, use]) => use);
  refuseRoleConflicts(declared, featureViews, context);
  return {
    featureViews,
    requestViews: sortedByName([...requestViews.values()]),
    features: features.sort((left, right) => (left.column < right.column ? -1 : 1)),
    complete,
  };
}

/** Those without a role first. */
function sortKey({ view, role }: ViewUse): string {
  return `${role ?? ""} ${view}`;
}

/** Columns begin with a view's name or a role, so that no two of them may be spelt alike. */
function refuseRoleConflicts(
  declared: DeclaredTrainingSet,
  uses: readonly KeyedView[],
  { catalog, report }: Context,
): void {
  const names = new Set(
    [...catalog.all("feature_view"), ...catalog.all("request_view")].map(({ name }) => name),
  );
  const owners = new Map<string, string>();
  for (const { role, definition } of uses) {
    if (role === null) continue;
    const span = declared.views.find((view) => view.role?.text === role)?.role?.span ?? declared.nameSpan;
    if (names.has(role)) {
      report.add(codes.roleConflict, span, `A role cannot be called '${role}', as a view is.`, {
        hint: "Name what the thing is to the row, such as 'sender'.",
      });
    }
    for (const { name } of definition.features) {
      const column = `${role}__${name}`;
      const owner = owners.get(column);
      if (owner !== undefined) {
        report.add(
          codes.roleConflict,
          span,
          `'${owner}' and '${definition.name}' both have a feature '${name}' under the role '${role}'.`,
          { hint: "Give one of them another role." },
        );
      }
      owners.set(column, definition.name);
    }
  }
}

function featuresOf(
  { name, features }: FeatureView | RequestView,
  role: string | null,
): readonly TrainingFeature[] {
  return features.map((feature) => ({
    column: `${role ?? name}__${feature.name}`,
    view: name,
    role,
    feature: feature.name,
    type: feature.type,
  }));
}
