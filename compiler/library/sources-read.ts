// Which sources a view, a training set or a union reads in the end, through unions and views beside rows.
import type { FeatureView, Program, TrainingSet } from "../ir/program.ts";

type Declared = Pick<Program, "unions" | "featureViews">;

/** Of a source, itself; of a union, its parts. Sorted, each once. */
export function sourcesOfRows({ unions }: Pick<Program, "unions">, name: string): readonly string[] {
  const union = unions.find((each) => each.name === name);
  if (union === undefined) return [name];
  return [...new Set(union.parts.map(({ source }) => source))].sort();
}

/** Those of its own rows, and of the views whose features stand beside them. */
export function sourcesOfView(program: Declared, view: FeatureView): readonly string[] {
  const views = viewsBeside(program, [view]);
  return [...new Set(views.flatMap(({ source }) => sourcesOfRows(program, source)))].sort();
}

/** Those of its spine, of its views and of its label. */
export function sourcesOfTrainingSet(program: Declared, set: TrainingSet): readonly string[] {
  const listed = program.featureViews.filter(({ name }) => set.featureViews.includes(name));
  const views = viewsBeside(program, listed);
  const rows = [set.spine, ...(set.label.outcome === null ? [] : [set.label.outcome.source])];
  const all = [...rows, ...views.map(({ source }) => source)];
  return [...new Set(all.flatMap((name) => sourcesOfRows(program, name)))].sort();
}

/** The views themselves and all that stand beside their rows, however deep; each once. */
export function viewsBeside(
  { featureViews }: Pick<Program, "featureViews">,
  views: readonly FeatureView[],
): readonly FeatureView[] {
  const found = new Set<FeatureView>();
  const open = [...views];
  for (let view = open.pop(); view !== undefined; view = open.pop()) {
    if (found.has(view)) continue;
    found.add(view);
    for (const input of view.inputs) {
      const inner = featureViews.find(({ name }) => name === input.view);
      if (inner !== undefined) open.push(inner);
    }
  }
  return [...found];
}
