// Every function of the library in generated code: formatted, strict, and the same values as its own examples.
import { beforeAll, expect, test } from "vitest";
import type { Expression } from "../../compiler/ir/expression.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import type { Feature } from "../../compiler/ir/program.ts";
import type { Field, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { callOf } from "../../compiler/library/convert.ts";
import type { FunctionDefinition } from "../../compiler/library/define.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { checkFormat, checkTypes } from "./check-generated.ts";
import { FIXTURE } from "./fixture-plan.ts";
import { type Written, writeGenerated } from "./write-generated.ts";

interface Case {
  readonly feature: Feature;
  readonly request: readonly (Field & { readonly value: Value })[];
  readonly result: Value;
}

/** No author compares with these, and the linter would say so. */
function isOdd(value: Value): boolean {
  return Number.isNaN(value) || Object.is(value, -0);
}

const definitions: readonly (readonly [string, FunctionDefinition])[] = Object.entries(functions);
const cases = definitions.flatMap(([key, definition]) =>
  definition.examples.flatMap((example, index) => {
    const { result } = example;
    const given = example.types.map((type, at) => ({ type, literal: example.args[at] ?? null }));
    /** Some later arguments have to be literals. */
    const build = (name: string, isInput: (at: number, type: ValueType) => boolean): Case | null => {
      const inferred = definition.infer(
        given.map((arg, at) => (isInput(at, arg.type) ? { type: arg.type } : arg)),
      );
      if (inferred === null || !("type" in inferred)) return null;
      const request = example.types.flatMap((type, at) =>
        isInput(at, type) ? [{ name: `${name}_${at}`, type, value: example.args[at] ?? null }] : [],
      );
      const args = example.types.map(
        (type, at): Expression =>
          isInput(at, type)
            ? { kind: "input", path: ["request", `${name}_${at}`], type }
            : { kind: "literal", value: example.args[at] ?? null, type },
      );
      const expression = callOf(key, args, inferred);
      return { feature: { name, type: inferred.type, expression }, request, result };
    };
    // Some take nothing but what is written out.
    const first =
      build(`${key}_${index}_literals`, (at, type) =>
        at === 0 ? type.kind !== "null" : isOdd(example.args[at] ?? null),
      ) ?? build(`${key}_${index}_literals`, (at) => isOdd(example.args[at] ?? null));
    if (first === null) throw new Error(`${key} does not take its example ${index}.`);
    const second = build(`${key}_${index}`, (_, type) => type.kind !== "null");
    return second === null ? [first] : [first, second];
  }),
);

const PLAN: Plan = {
  ...FIXTURE,
  views: [],
  requestViews: [
    {
      name: "every_function",
      fingerprint: "f",
      request: cases.flatMap(({ request }) => request.map(({ name, type }) => ({ name, type }))),
      inputs: [],
      features: cases.map(({ feature }) => feature),
      description: null,
    },
  ],
  deployments: [],
};
let written: Written;

beforeAll(async () => {
  written = await writeGenerated("every-function", PLAN);
});

test("each example gives its result", async () => {
  expect(cases.length).toBeGreaterThan(100);
  const module = await written.import<{
    computeEveryFunction(request: object): Readonly<Record<string, Value>>;
  }>("serving/requests/every_function.ts");
  const request = Object.fromEntries(
    cases.flatMap((each) => each.request.map(({ name, value }) => [name, value])),
  );
  const found = module.computeEveryFunction(request);
  for (const { feature, result } of cases) {
    expect([feature.name, found[feature.name]]).toStrictEqual([feature.name, result]);
  }
});

test("the formatter and the linter leave it unchanged", async () => {
  await checkFormat(written);
});

test("strict tsc accepts it", async () => {
  await checkTypes(written);
});
