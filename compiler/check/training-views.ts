// Finds the views of a training set, those that its request views read included.
import type { DeclaredTrainingSet } from "../ir/declaration.ts";
import type { Entity, FeatureView, RequestView, TrainingFeature } from "../ir/program.ts";
import { codes } from "./codes.ts";
import type { Context } from "./context.ts";
import { sortedByName } from "./names.ts";

interface KeyedView {
  readonly view: FeatureView;
  readonly entity: Entity;
}

/** Sorted by name. */
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
  const featureViews = new Map<string, KeyedView>();
  const requestViews = new Map<string, RequestView>();
  const features: TrainingFeature[] = [];
  const listed = new Set<string>();
  let complete = true;
  const addView = (view: FeatureView | null | undefined): void => {
    const entity = view ? context.named.entities.get(view.entity) : undefined;
    if (view && entity) featureViews.set(view.name, { view, entity });
    else complete = false;
  };
  for (const reference of declared.views) {
    if (listed.has(reference.name)) {
      report.add(codes.duplicateField, reference.span, `View '${reference.name}' is listed twice.`, {
        hint: "List it once.",
      });
      continue;
    }
    listed.add(reference.name);
    const found = catalog.find(reference, "feature_view", "request_view");
    if (found?.kind === "feature_view") {
      const view = context.featureViews.get(found)?.view;
      addView(view);
      if (view) features.push(...featuresOf(view));
    } else if (found?.kind === "request_view") {
      const view = context.requestViews.get(found)?.view;
      if (view) {
        requestViews.set(view.name, view);
        features.push(...featuresOf(view));
        for (const input of view.inputs) addView(context.named.featureViews.get(input.view));
      } else complete = false;
    } else complete = false;
  }
  return {
    featureViews: [...featureViews.values()].sort((left, right) =>
      left.view.name < right.view.name ? -1 : 1,
    ),
    requestViews: sortedByName([...requestViews.values()]),
    features: features.sort((left, right) => (left.column < right.column ? -1 : 1)),
    complete,
  };
}

function featuresOf({ name, features }: FeatureView | RequestView): readonly TrainingFeature[] {
  return features.map((feature) => ({
    column: `${name}__${feature.name}`,
    view: name,
    feature: feature.name,
    type: feature.type,
  }));
}
