// Expressions of any shape, shared and nested, come out formatted, strict, and with the evaluator's values.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";
import { checkFormat, checkTypes } from "./check-generated.ts";
import { FIXTURE, type as typeOf } from "./fixture-plan.ts";
import { type Written, writeGenerated } from "./write-generated.ts";

const FLOAT = typeOf("float64");
const MAYBE = typeOf("float64", true);
const BOOL = typeOf("bool");
const NULL: Expression = { kind: "literal", value: null, type: { kind: "null", nullable: true } };
const SEED = 20010615;

function call(name: string, type: ValueType, ...args: readonly Expression[]): Expression {
  return { kind: "call", function: name, args, type };
}

function input(name: string, type: ValueType): Expression {
  return { kind: "input", path: ["request", name], type };
}

const number = (value: number): Expression => ({ kind: "literal", value, type: FLOAT });
const maybe = fc.constantFrom("maybe_first_of_all", "maybe_second_of_all").map((name) => input(name, MAYBE));
const surely = fc.constantFrom("distance_in_miles", "minutes_of_delay").map((name) => input(name, FLOAT));

const { float } = fc.letrec<{ float: Expression; bool: Expression }>((tie) => ({
  float: fc.oneof(
    { maxDepth: 7, depthIdentifier: "depth", withCrossShrink: true },
    surely,
    fc.constantFrom(0, 1, 2.5, 1e-7).map(number),
    fc
      .tuple(
        fc.constantFrom("add", "subtract", "multiply", "divide", "min", "max", "modulo"),
        tie("float"),
        tie("float"),
      )
      .map(([name, left, right]) => call(name, FLOAT, left, right)),
    fc
      .tuple(fc.constantFrom("abs", "log1p", "sqrt", "round", "negate"), tie("float"))
      .map(([name, of]) => call(name, FLOAT, of)),
    fc.tuple(maybe, tie("float")).map(([left, right]) => call("coalesce", FLOAT, left, right)),
    fc
      .tuple(tie("bool"), tie("float"), tie("float"))
      .map(([when, yes, no]) => call("if", FLOAT, when, yes, no)),
  ),
  bool: fc.oneof(
    { maxDepth: 7, depthIdentifier: "depth" },
    maybe.map((of) => call("is_null", BOOL, of, NULL)),
    fc
      .tuple(fc.constantFrom("less_than", "greater_or_equal"), surely, tie("float"))
      // The linter would say so of a value compared with itself.
      .map(([name, left, right]) => call(name, BOOL, left, call("add", FLOAT, right, number(1)))),
    fc
      .tuple(fc.constantFrom("and", "or"), tie("bool"), tie("bool"))
      .map(([name, left, right]) => call(name, BOOL, left, right)),
    tie("bool").map((of) => call("not", BOOL, of)),
  ),
}));

/** What a null check proves must stay known, also of a part that is used twice. */
function narrowed(): readonly Expression[] {
  const either = call(
    "coalesce",
    MAYBE,
    input("maybe_first_of_all", MAYBE),
    input("maybe_second_of_all", MAYBE),
  );
  const checked = (of: Expression, then: Expression) =>
    call("if", FLOAT, call("is_null", BOOL, of, NULL), number(0), call("add", FLOAT, then, number(1)));
  const known = { ...either, type: FLOAT } as Expression;
  return [
    checked(either, known),
    checked(input("maybe_first_of_all", MAYBE), call("abs", FLOAT, input("maybe_first_of_all", FLOAT))),
    call(
      "if",
      FLOAT,
      call("less_than", BOOL, input("distance_in_miles", FLOAT), number(5)),
      checked(either, known),
      number(2),
    ),
  ];
}

const expressions = [...narrowed(), ...fc.sample(float, { numRuns: 300, seed: SEED })];
const features = expressions.map((expression, index) => ({ name: `f${index}`, type: FLOAT, expression }));
const PLAN: Plan = {
  ...FIXTURE,
  views: [],
  requestViews: [
    {
      name: "anything",
      fingerprint: "f",
      request: [
        { name: "distance_in_miles", type: FLOAT },
        { name: "minutes_of_delay", type: FLOAT },
        { name: "maybe_first_of_all", type: MAYBE },
        { name: "maybe_second_of_all", type: MAYBE },
      ],
      inputs: [],
      features,
      description: null,
    },
  ],
  deployments: [],
};
let written: Written;

beforeAll(async () => {
  written = await writeGenerated("random-expressions", PLAN);
});

test("strict tsc accepts it", async () => {
  await checkTypes(written);
});

test("the formatter and the linter leave it unchanged", async () => {
  await checkFormat(written);
});

test(`the values are the evaluator's (seed ${SEED})`, async () => {
  type Compute = (request: Readonly<Record<string, Value>>) => Readonly<Record<string, Value>>;
  const { computeAnything } = await written.import<{ computeAnything: Compute }>(
    "serving/requests/anything.ts",
  );
  const float64 = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, 5));
  const request = fc.record({
    distance_in_miles: float64,
    minutes_of_delay: float64,
    maybe_first_of_all: fc.option(float64, { nil: null }),
    maybe_second_of_all: fc.option(float64, { nil: null }),
  });
  fc.assert(
    fc.property(request, (asked) => {
      const found = computeAnything(asked);
      const scope = ([, name = ""]: readonly string[]): Value =>
        (asked as Record<string, Value>)[name] ?? null;
      for (const { name, expression } of features) {
        expect([name, found[name]]).toStrictEqual([name, evaluateExpression(expression, scope)]);
      }
    }),
    { numRuns: 100, seed: SEED },
  );
});
