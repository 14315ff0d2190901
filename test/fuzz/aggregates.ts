// Every aggregation of any expressions of a row, under any condition, over any window, in the author's spelling.
import fc from "fast-check";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { AggregationDefinition } from "../../compiler/library/define.ts";
import { TYPES } from "../parity/signatures.ts";
import { type Expressions, type Text, typeKey } from "./expressions.ts";

export interface Written {
  readonly text: string;
  readonly type: ValueType;
}

const WINDOWS = [
  '.over("1h")',
  '.over("6h")',
  '.over("1d")',
  '.over("1d", { hop: "5m" })',
  '.over("2h", { hop: "1h" })',
  '.over("7d")',
  '.over("6h", { before: "1d" })',
  '.over("1h", { before: "90m" })',
  '.over("1d", { hop: "1h", before: "7m" })',
  ".overAll()",
  '.overAll({ before: "2h" })',
];
const ROW_WINDOWS = [
  ".overLast(1)",
  ".overLast(3)",
  '.overLast(5, { within: "6h" })',
  '.overLast(2, { within: "1d", before: "1h" })',
  '.overLast(4, { before: "1d" })',
];
const SEVERAL_WINDOWS = [
  '.over(["1h", "1d"])',
  '.over(["2h", "6h", "7d"])',
  '.over(["1h", "6h"], { hop: "5m" })',
  '.over(["1h", "1d"], { before: "1h" })',
];
/** Over a row `e` of the events. */
const PARTS = [
  '.by(e.channel, ["web", "app"])',
  '.by(e.channel, { net: "WEB", none: "", app: "app" })',
  ".by(e.paid, { yes: true, no: false })",
  ".by(e.opened, { yes: true, no: false })",
  ".by(e.shop, { one: 1, less: -1, much: 100 })",
];

/** An aggregation with inputs that it takes, and the values that its parameters may have. */
interface Shape {
  readonly definition: AggregationDefinition;
  readonly inputs: readonly ValueType[];
  readonly parameters: readonly Value[];
  readonly type: ValueType;
}

const PARAMETERS: readonly Value[] = [1, 2, 3, 0, 0.5, 0.9];

/** By aggregation: each is as likely as any other, whatever it is overloaded with. */
const SHAPES: readonly (readonly Shape[])[] = Object.entries(
  aggregations as Readonly<Record<string, AggregationDefinition>>,
)
  .filter(([key]) => key !== "latest")
  .map(([, definition]) => shapesOf(definition))
  .filter((shapes) => shapes.length > 0);

/** One value each. */
export function aggregates(rows: Expressions): fc.Arbitrary<Written> {
  return fc.oneof(
    { arbitrary: calls(rows).chain(({ shape, ...call }) => windowed(shape, call)), weight: 12 },
    { arbitrary: fixed(rows), weight: 1 },
  );
}

/** Over several windows, by several values or both: features, but no value to compute with. */
export function severalAggregates(rows: Expressions): Text {
  return calls(rows).chain(({ shape, text }) => {
    const windows = windowsOf(shape);
    return fc
      .tuple(fc.constantFrom(...PARTS), fc.constantFrom(...windows), fc.constantFrom(...SEVERAL_WINDOWS))
      .chain(([parts, one, several]) =>
        fc.constantFrom(`${text}${parts}${one}`, `${text}${several}`, `${text}${parts}${several}`),
      );
  });
}

interface CallText {
  readonly text: string;
}

function windowed(shape: Shape, { text }: CallText): fc.Arbitrary<Written> {
  return fc
    .constantFrom(...windowsOf(shape))
    .map((window) => ({ text: `${text}${window}`, type: shape.type }));
}

/** How many rows count is said once: by the call, or by its window. */
function windowsOf({ definition }: Shape): readonly string[] {
  const own = definition.window === "optional" ? [""] : [];
  const rows = definition.rows === undefined && definition.algebra !== "latest" ? ROW_WINDOWS : [];
  return [...own, ...own, ...WINDOWS, ...rows];
}

/** A call with its conditions, but without a window. */
function calls(rows: Expressions): fc.Arbitrary<CallText & { readonly shape: Shape }> {
  const written = SHAPES.map((shapes) =>
    shapes.filter((shape) => shape.inputs.every((type) => inputOf(rows, shape, type) !== null)),
  ).filter((shapes) => shapes.length > 0);
  return fc.oneof(
    ...written.map((shapes) =>
      fc.constantFrom(...shapes).chain((shape) =>
        fc
          .tuple(fc.tuple(...shape.inputs.map((type) => input(rows, shape, type))), conditions(rows))
          .map(([inputs, where]) => ({
            shape,
            text: `${shape.definition.name}(${[...inputs, ...shape.parameters].join(", ")})${where}`,
          })),
      ),
    ),
  );
}

/** What is sugar for other aggregates. */
function fixed(rows: Expressions): fc.Arbitrary<Written> {
  const type: ValueType = { kind: "float64", nullable: true };
  const since = conditions(rows).map((where) => ({ text: `secondsSinceLast()${where}`, type }));
  const share = fc
    .tuple(sure(rows, "bool"), conditions(rows), fc.constantFrom(...WINDOWS, ...ROW_WINDOWS))
    .map(([condition, where, over]) => ({ text: `share(${condition})${where}${over}`, type }));
  return fc.oneof(since, share);
}

function conditions(rows: Expressions): Text {
  const one = conditionOf(rows).map((condition) => `.where(${condition})`);
  return fc.oneof(
    { arbitrary: fc.constant(""), weight: 6 },
    { arbitrary: one, weight: 2 },
    { arbitrary: fc.tuple(one, one).map((both) => both.join("")), weight: 1 },
  );
}

/** A condition that reads something. */
export function conditionOf(rows: Expressions): Text {
  return sure(rows, "bool").map((text) => (readsNothing(text) ? rows.flag : text));
}

/** Neither a column nor an aggregate is in it: the checker refuses what is the same for every row. */
export function readsNothing(text: string): boolean {
  return !/\b(e|o|near|far|request|mine)\.|\)\.over/.test(text);
}

function input(rows: Expressions, shape: Shape, type: ValueType): Text {
  const made = inputOf(rows, shape, type);
  if (made === null) throw new Error(`no expression is a ${typeKey(type)} here`);
  return made;
}

/** Null where none can be written. Of a bool that is never null the checker refuses a count. */
function inputOf(rows: Expressions, { definition }: Shape, type: ValueType): Text | null {
  const key = typeKey(type);
  const surely = definition.name === "count" && key === "bool" ? null : rows.sure(key);
  const maybe = rows.nullable(key);
  return surely === null || maybe === null ? (surely ?? maybe) : fc.oneof(surely, maybe);
}

export function sure(rows: Expressions, key: string): Text {
  const made = rows.sure(key);
  if (made === null) throw new Error(`no expression is a ${key} here`);
  return made;
}

function shapesOf(definition: AggregationDefinition): readonly Shape[] {
  const inputs = combinations(Array.from({ length: definition.arity }, () => TYPES));
  const parameters = combinations(
    definition.parameters.map(({ problem }) => PARAMETERS.filter((value) => problem(value) === null)),
  );
  return inputs.flatMap((types) =>
    parameters.flatMap((values) => {
      const inference = definition.infer({ inputs: types, parameters: values });
      return inference === null || !("type" in inference)
        ? []
        : [{ definition, inputs: types, parameters: values, type: inference.type }];
    }),
  );
}

function combinations<Item>(lists: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  return lists.reduce<readonly (readonly Item[])[]>(
    (all, list) => all.flatMap((items) => list.map((item) => [...items, item])),
    [[]],
  );
}
