// Plans views with those whose features stand beside their rows, and the labels that look ahead as views of their own.
import type { ViewPlan } from "../ir/plan.ts";
import type { FeatureView, Program, Rows, TrainingSet } from "../ir/program.ts";
import { byName } from "./by-name.ts";
import type { Fingerprints } from "./fingerprint.ts";
import { planView } from "./views.ts";

export interface ViewPlanner {
  view(name: string): ViewPlan;
  /** The aggregates of a label with a horizon, as of its end; null where the label has none. */
  outcome(set: TrainingSet): ViewPlan | null;
}

export function createViewPlanner(program: Program, fingerprints: Fingerprints): ViewPlanner {
  const viewNamed = byName(program.featureViews);
  const entityNamed = byName(program.entities);
  const rowsNamed = byName<Rows>([...program.sources, ...program.unions]);
  const unions = new Map(program.unions.map((union) => [union.name, union]));
  const known = new Map<string, ViewPlan>();
  const view = (name: string): ViewPlan => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const declared = viewNamed(name);
    const composition = {
      union: unions.get(declared.source) ?? null,
      rowInputs: declared.inputs.map(({ alias, view: inner, key }) => ({ alias, view: view(inner), key })),
    };
    const rows = rowsNamed(declared.source);
    const planned = planView(
      declared,
      entityNamed(declared.entity),
      rows,
      fingerprints.featureView(name),
      composition,
    );
    known.set(name, planned);
    return planned;
  };
  const outcome = ({ name, label }: TrainingSet): ViewPlan | null => {
    if (label.outcome === null) return null;
    const { source, key, where, atoms } = label.outcome;
    const { outcome: _, ...value } = label;
    const ahead: FeatureView = {
      name: `${name}__label`,
      entity: name,
      source,
      inputs: [],
      key,
      where,
      atoms,
      features: [value],
      refresh: null,
      ttl: null,
      description: null,
    };
    // Whenever it became known, what happened happened: only event times place a row before or beyond the horizon.
    const rows: Rows = { ...rowsNamed(source), availableAt: null, asOf: "exclusive" };
    const composition = { union: unions.get(source) ?? null, rowInputs: [] };
    return planView(ahead, { name, keys: key }, rows, fingerprints.trainingSet(name), composition);
  };
  return { view, outcome };
}
