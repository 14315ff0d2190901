// Views of random aggregates: all that the library has, over every form of window, in the plan's own terms.
import fc from "fast-check";
import { hasSql } from "../../compiler/backends/sql/strategies.ts";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import type { Atom, Feature, Program, Window } from "../../compiler/ir/program.ts";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { plan } from "../../compiler/plan/plan.ts";
import { strategyOf } from "../../compiler/plan/strategies.ts";

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ALL_ROWS: Window = { length: null, hop: 1, before: 0, rows: null };

type Ingredients = Omit<Atom, "id" | "window">;

const column = (name: string, kind: ValueType["kind"], nullable = false): Expression => ({
  kind: "input",
  path: [name],
  type: { kind, nullable } as ValueType,
});

/** Columns of worlds; the rows that a condition leaves out are nulls. */
const INPUTS: readonly Expression[] = [
  column("amount", "int64"),
  column("seq", "int64"),
  column("price", "float64", true),
  column("note", "string", true),
  column("paid", "bool"),
  column("at", "timestamp"),
].flatMap((input) => [input, wherePaid(input)]);

function wherePaid(input: Expression): Expression {
  const type = { ...input.type, nullable: true };
  const condition = column("paid", "bool");
  return {
    kind: "call",
    function: "if",
    args: [condition, input, { kind: "literal", value: null, type }],
    type,
  };
}

const PARAMETERS: readonly Value[] = [0, 0.5, 0.9, 1, 2, 3, 10];

/** Each aggregation as often as any other, whatever the number of its overloads. */
const INGREDIENTS: readonly (readonly Ingredients[])[] = Object.entries(aggregations)
  .map(([key, definition]) => ingredientsOf(key, definition as AggregationDefinition))
  .filter((overloads) => overloads.length > 0);

function ingredientsOf(aggregation: string, definition: AggregationDefinition): readonly Ingredients[] {
  const inputs = combinations(Array.from({ length: definition.arity }, () => INPUTS));
  const parameters = combinations(
    definition.parameters.map((parameter) => PARAMETERS.filter((value) => parameter.problem(value) === null)),
  );
  return inputs.flatMap((chosen) =>
    parameters.flatMap((fixed) => {
      const inferred = definition.infer({ inputs: chosen.map(({ type }) => type), parameters: fixed });
      if (inferred === null || !("type" in inferred)) return [];
      const ingredients = { aggregation, inputs: chosen, parameters: fixed, type: inferred.type };
      const own = strategyOf({ ...ingredients, window: windowOf(ingredients, ALL_ROWS) });
      return hasSql(own) ? [ingredients] : [];
    }),
  );
}

function combinations<Item>(lists: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  return lists.reduce<readonly (readonly Item[])[]>(
    (all, list) => all.flatMap((items) => list.map((item) => [...items, item])),
    [[]],
  );
}

const times = fc.record({
  length: fc.constantFrom(null, 2 * HOUR, 6 * HOUR, DAY, 2 * DAY),
  hop: fc.constantFrom(5 * MINUTE, HOUR, 2 * HOUR),
  before: fc.constantFrom(0, 0, HOUR, 7 * MINUTE, DAY),
  rows: fc.constantFrom(null, null, null, 1, 2, 5),
});

const atoms: fc.Arbitrary<Omit<Atom, "id">> = fc
  .tuple(
    fc.constantFrom(...INGREDIENTS).chain((overloads) => fc.constantFrom(...overloads)),
    times,
  )
  .map(([ingredients, window]) => ({ ...ingredients, window: windowOf(ingredients, window) }));

function windowOf({ aggregation, parameters }: Ingredients, { length, hop, before, rows }: Window): Window {
  const definition = aggregations[aggregation as keyof typeof aggregations] as AggregationDefinition;
  if (definition.window === "refused") return ALL_ROWS;
  const counted = definition.algebra === "latest" || !hasSql("recent") ? null : rows;
  const own = definition.rows?.(parameters) ?? counted;
  return { length, hop: length === null ? 1 : hop, before, rows: own };
}

export interface RandomView {
  readonly atoms: readonly Omit<Atom, "id">[];
}

export const randomViews: fc.Arbitrary<RandomView> = fc.record({
  atoms: fc.array(atoms, { minLength: 1, maxLength: 5 }),
});

/** The program's views, each with random aggregates in place of its own. */
export function withAggregates(program: Program, views: readonly RandomView[]): Plan {
  const featureViews = program.featureViews.map((view, index) => {
    const named = (views[index]?.atoms ?? []).map((atom, at): Atom => ({ id: `a${at}`, ...atom }));
    return { ...view, atoms: named, features: named.flatMap(featuresOf) };
  });
  return plan({ ...program, featureViews });
}

/** The aggregate itself, and how long ago it was where it is a time. */
function featuresOf({ id, type }: Atom): readonly Feature[] {
  const value: Expression = { kind: "atom", id, type };
  const itself: Feature = { name: `f_${id}`, type, expression: value };
  if (type.kind !== "timestamp") return [itself];
  const seconds: ValueType = { kind: "float64", nullable: true };
  const nothing: Expression = { kind: "literal", value: null, type: { kind: "null", nullable: true } };
  const since: Expression = {
    kind: "call",
    function: "if",
    args: [
      { kind: "call", function: "is_null", args: [value, nothing], type: { kind: "bool", nullable: false } },
      { kind: "literal", value: null, type: seconds },
      { kind: "call", function: "seconds_since", args: [column("as_of", "timestamp"), value], type: seconds },
    ],
    type: seconds,
  };
  return [itself, { name: `since_${id}`, type: seconds, expression: since }];
}
