// The views that a training set reads, with their rows, and those that stand beside the rows of others.
import type { FeatureView, Rows, TrainingSet } from "../../ir/program.ts";
import { viewsBeside } from "../../library/sources-read.ts";
import type { Context } from "../context.ts";

export interface ViewRead {
  readonly view: FeatureView;
  readonly rows: Rows;
  /** It stands beside the rows of another view, and is as of their times. */
  readonly beside: boolean;
}

export function viewsRead(set: TrainingSet, { named }: Context): readonly ViewRead[] {
  const listed = set.featureViews.flatMap((name) => named.featureViews.get(name) ?? []);
  return viewsBeside({ featureViews: [...named.featureViews.values()] }, listed).flatMap((view) => {
    const rows = named.sources.get(view.source);
    return rows === undefined ? [] : [{ view, beside: !listed.includes(view), rows }];
  });
}
