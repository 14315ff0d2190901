// The meaning of a training set, said plainly: each row of the spine, its label, and what each view says as of then.
import type { Plan, TrainingSetPlan, ViewPlan } from "../../ir/plan.ts";
import type { Value } from "../../ir/value-type.ts";
import { evaluateExpression } from "../emit.ts";
import {
  type Features,
  type Reference,
  type Row,
  referenceOf,
  sourceRows,
  valueOver,
} from "./evaluate-view.ts";

type Parts = Pick<Plan, "sources" | "unions" | "views" | "requestViews">;

/**
 * Its rows in no order: keys, `as_of`, request fields, label, `sample_weight`, `split` and features by the names of their
 * columns. Sets that sample, or thin out negatives, draw by hashes that only the engine knows: `draws` has them, one a row of the spine.
 */
export function trainingRows(
  plan: Parts,
  set: TrainingSetPlan,
  rowsOf: (source: string) => readonly Row[],
  draws: readonly bigint[] = [],
): readonly Row[] {
  const views = new Map(
    plan.views.map((view) => [view.name, { view, reference: referenceOf(view, rowsOf) }]),
  );
  const label = labelOf(set, rowsOf);
  const isDrawn = set.sampleOneIn !== null || set.negativesOneIn !== null;
  const drawOf = (index: number): bigint => {
    const drawn = isDrawn ? draws[index] : 0n;
    if (drawn === undefined) throw new Error(`row ${index} of the spine of ${set.name} has no draw`);
    return drawn;
  };
  const spine = plan.unions.find(({ name }) => name === set.spine) ?? null;
  return sourceRows({ source: set.spine, union: spine }, rowsOf).flatMap((row, index): readonly Row[] => {
    const left = leftOfDraw(set.sampleOneIn, drawOf(index));
    if (left === null) return [];
    if (set.where !== null && valueOver(set.where, row) !== true) return [];
    const named = (fields: typeof set.keys) =>
      Object.fromEntries(fields.map(({ name, expression }) => [name, valueOver(expression, row)]));
    const keys = named(set.keys);
    const request = named(set.request);
    // A field that is a key too has the key's value.
    const sent = { ...keys, ...request };
    const asOf = numberOrNull(valueOver(set.asOf, row));
    const target = label(row, keys, asOf);
    if (target === undefined) return [];
    const isNegative = target === false || target === 0;
    if (isNegative && leftOfDraw(set.negativesOneIn, left) === null) return [];
    const columns: Record<string, Value> = {};
    const answers = new Map<string, Features>();
    for (const { view: name, role } of set.uses) {
      const used = views.get(name);
      if (used === undefined) throw new Error(`there is no view ${name}`);
      const features = used.reference(keysUnder(used.view, role, keys), asOf);
      answers.set(`${role ?? ""} ${name}`, features);
      for (const [feature, value] of Object.entries(features)) columns[`${role ?? name}__${feature}`] = value;
    }
    for (const { name, inputs, features } of plan.requestViews.filter((each) =>
      set.requestViews.includes(each.name),
    )) {
      const record = (alias: string): Features =>
        inputs
          .filter((input) => input.alias === alias)
          .map((input) => answers.get(`${input.role ?? ""} ${input.view}`))[0] ?? sent;
      for (const { name: feature, expression } of features) {
        columns[`${name}__${feature}`] = evaluateExpression(
          expression,
          ([alias = "", field = ""]) => record(alias)[field] ?? null,
        );
      }
    }
    const listed = set.features.map(({ column }) => [column, columns[column] ?? null] as const);
    const split = set.split === null ? {} : { split: splitAt(set.split, asOf) };
    const weight = set.negativesOneIn === null ? {} : { sample_weight: isNegative ? set.negativesOneIn : 1 };
    return [
      {
        ...keys,
        as_of: asOf,
        ...request,
        [set.label.name]: target,
        ...weight,
        ...split,
        ...Object.fromEntries(listed),
      },
    ];
  });
}

/** What is left of a draw to draw by again; null: the row is not of the sample. */
function leftOfDraw(oneIn: number | null, draw: bigint): bigint | null {
  if (oneIn === null) return draw;
  return draw % BigInt(oneIn) === 0n ? draw / BigInt(oneIn) : null;
}

/** Of a row with its keys; undefined: it is no example yet. */
function labelOf(set: TrainingSetPlan, rowsOf: (source: string) => readonly Row[]) {
  const { label, outcome } = set;
  if (outcome === null || label.outcome === null)
    return (row: Row): Value => valueOver(label.expression, row);
  const { horizon } = label.outcome;
  const reference: Reference = referenceOf(outcome, rowsOf);
  const times = sourceRows(outcome, rowsOf).map((row) => valueOver(outcome.eventTime, row));
  const last = Math.max(...times.filter((time) => typeof time === "number"));
  return (_: Row, keys: Row, asOf: number | null): Value | undefined => {
    if (asOf === null || !(asOf + horizon <= last)) return undefined;
    return reference(keysUnder(outcome, null, keys), asOf + horizon)[label.name] ?? null;
  };
}

function keysUnder(view: ViewPlan, role: string | null, keys: Row): readonly Value[] {
  return view.keys.map(({ name }) => keys[role === null ? name : `${role}_${name}`] ?? null);
}

function splitAt({ validation, test }: NonNullable<TrainingSetPlan["split"]>, asOf: number | null): string {
  if (asOf !== null && test !== null && asOf >= test) return "test";
  return asOf !== null && validation !== null && asOf >= validation ? "validation" : "train";
}

function numberOrNull(value: Value): number | null {
  return typeof value === "number" ? value : null;
}
