// The project's own definitions: what is generated for them is clean, and computes what they mean on any stored row.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import type { OnlineSlot, Plan, ViewPlan } from "../../compiler/ir/plan.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";
import type { GeneratedDeployment, GeneratedView } from "../../runtime/serving/contract.ts";
import { checkFormat, checkTypes } from "./check-generated.ts";
import { encodeRowByHand } from "./encode-row.ts";
import { type Written, writeGenerated } from "./write-generated.ts";

const DEFINITIONS = fileURLToPath(new URL("../../definitions", import.meta.url));
const TAU = Date.UTC(2001, 5, 15, 12) * 1_000;

let plan: Plan;
let written: Written;
let deployment: GeneratedDeployment;

beforeAll(async () => {
  const names = readdirSync(DEFINITIONS).filter((name) => name.endsWith(".ts"));
  const files = names.map((name) => ({
    file: `definitions/${name}`,
    text: readFileSync(join(DEFINITIONS, name), "utf8"),
  }));
  const compiled = compile(files);
  expect(compiled.diagnostics).toEqual([]);
  plan = compiled.value?.plan as Plan;
  written = await writeGenerated("real-definitions", plan);
  const module = await written.import<{ deployments: readonly GeneratedDeployment[] }>(
    "serving/deployments.ts",
  );
  deployment = module.deployments[0] as GeneratedDeployment;
});

test("the formatter and the linter leave it unchanged", async () => {
  await checkFormat(written);
});

test("strict tsc accepts it", async () => {
  await checkTypes(written);
});

function slotValue({ kind, nullable, column }: OnlineSlot): fc.Arbitrary<Value> {
  const value: fc.Arbitrary<Value> = column.endsWith("_time")
    ? fc.integer({ min: TAU - 10 * 86_400_000_000, max: TAU })
    : kind === "float64"
      ? fc.double()
      : kind === "bool"
        ? fc.boolean()
        : kind === "string"
          ? fc.string({ unit: "grapheme" })
          : fc.maxSafeInteger();
  return nullable && !column.endsWith("_time") ? fc.option(value, { nil: null }) : value;
}

type Row = Readonly<Record<string, Value>>;

function anyRow(view: ViewPlan): fc.Arbitrary<Row | null> {
  const slots = Object.fromEntries(view.layout.slots.map((slot) => [slot.column, slotValue(slot)]));
  return fc.option(fc.record(slots), { nil: null });
}

/** The view's features by the library's own evaluator. */
function meaning(view: ViewPlan, row: Row | null): Row {
  const atomValue = (id: string): Value => {
    const atom = view.atoms.find((each) => each.id === id);
    if (row === null) return atom?.aggregation.startsWith("count") || atom?.aggregation === "sum" ? 0 : null;
    const old =
      atom?.carriesTime === true && Number(row[`${id}_time`]) < TAU - (view.ttl ?? Number.MAX_VALUE);
    return old ? null : (row[id] ?? null);
  };
  return Object.fromEntries(
    view.features.map(({ name, expression }) => [
      name,
      evaluateExpression(expression, () => null, atomValue),
    ]),
  );
}

test("every feature of every view and of the request, on any rows, with the model's vector rounded from them", () => {
  const views = deployment.views.map((each) => plan.views.find(({ name }) => name === each.view) as ViewPlan);
  const request = fc.record({
    origin: fc.string(),
    destination: fc.string(),
    departure: fc.integer({ min: 0, max: 2 * TAU }),
    distance: fc.double({ noNaN: true, noDefaultInfinity: true }),
  });
  fc.assert(
    fc.property(fc.tuple(...views.map(anyRow)), request, (stored, asked) => {
      const computed = new Map(views.map((view, index) => [view.name, meaning(view, stored[index] ?? null)]));
      for (const view of plan.requestViews) {
        const scope = ([source = "", field = ""]: readonly string[]): Value => {
          if (source === "request") return (asked as Row)[field] ?? null;
          return computed.get(view.inputs.find(({ alias }) => alias === source)?.view ?? "")?.[field] ?? null;
        };
        const features = view.features.map(({ name, expression }) => [
          name,
          evaluateExpression(expression, scope),
        ]);
        computed.set(view.name, Object.fromEntries(features));
      }
      const rows = views.map((view, index) => {
        const row = stored[index] ?? null;
        return row === null ? null : encodeRowByHand(view.layout.slots, row);
      });
      deployment.views.forEach((view: GeneratedView, index) => {
        const expected = computed.get(view.view) ?? {};
        expect(view.values(rows[index] ?? null, TAU)).toStrictEqual(
          view.features.map(({ name }) => expected[name]),
        );
      });
      const expected = deployment.inputs.map(({ name }) => {
        const [view = "", feature = ""] = name.split("__");
        return computed.get(view)?.[feature] ?? null;
      });
      expect(deployment.features(asked, rows, TAU)).toStrictEqual(expected);
      const vector = new Float32Array(expected.length);
      deployment.assemble(vector, 0, asked, rows, TAU);
      expect(vector).toStrictEqual(
        Float32Array.from(expected, (value) => (value === null ? Number.NaN : Number(value))),
      );
    }),
    { numRuns: 300 },
  );
});
