// A model's own inputs are certified like views: fitted values, SQL and served code against one reference.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Compiled, compile } from "../../compiler/compile.ts";
import { learntUntil } from "../../compiler/library/model-inputs.ts";
import { certifyModelInputs, type InputFaces } from "../../runtime/certify/certify-model-inputs.ts";
import { isolateModules } from "../../runtime/cli/isolated-modules.ts";
import { inputsFunctionOf } from "../../runtime/cli/inputs-function.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { compileProgram } from "./program.ts";

const BUDGET = { worlds: 6, rows: 60, seed: 11 };

let surroundings: OpenSurroundings;
let faces: InputFaces;
beforeAll(async () => {
  surroundings = await openSurroundings();
  faces = await facesOf(compileProgram());
});
afterAll(() => surroundings?.close());

test("sound inputs are certified, on as many values each time", async () => {
  const first = await certifyModelInputs(faces, surroundings, BUDGET);
  expect(first.counterexample).toBeNull();
  expect(first.cases).toBeGreaterThan(6 * 60 * 8);
  expect(await certifyModelInputs(faces, surroundings, BUDGET)).toEqual(first);
});

test("a row that is held out and fitted nevertheless is found out", async () => {
  const fits = faces.statements.fits?.replace(/< (\d+)$/m, "<= $1") ?? "";
  expect(fits).not.toBe(faces.statements.fits);
  const { counterexample } = await certifyModelInputs(
    { ...faces, statements: { ...faces.statements, fits } },
    surroundings,
    BUDGET,
  );
  expect(counterexample?.faces).toEqual(["reference", "fitted"]);
});

test("an input that is one unit in the last place off is found out", async () => {
  const { counterexample } = await certifyModelInputs(
    {
      ...faces,
      compute: (fitted, row) => {
        const inputs = faces.compute(fitted, row);
        const { scaled } = inputs;
        return { ...inputs, scaled: typeof scaled === "number" ? scaled * (1 + 2 ** -52) : null };
      },
    },
    surroundings,
    BUDGET,
  );
  expect(counterexample).toMatchObject({ feature: "scaled", faces: ["reference", "served"] });
});

test("columns of the training set may be called as fitted values are", async () => {
  const { value, diagnostics } = compile([
    {
      file: "definitions/a.ts",
      text: `import { count, entity, featureView, fit, mean, model, parquet, source, t, trainingSet } from "bifold";
export const orders = source({ from: parquet("o.parquet"), columns: { a0: t.string, placed: t.timestamp, late: t.bool },
  eventTime: (o) => o.placed });
export const customer = entity({ keys: { a0: t.string } });
export const profile = featureView({ entity: customer, source: orders, key: (o) => ({ a0: o.a0 }),
  features: () => ({ n: count().over("7d") }), refresh: { every: "10m" } });
export const set = trainingSet({ spine: orders, keys: (o) => ({ a0: o.a0 }), asOf: (o) => o.placed,
  label: (o) => ({ a1: o.late }), views: [profile] });
export const late = model({ trainingSet: set, trainer: "t.ts", output: "p", nulls: "allow",
  inputs: (read) => ({ x: read(profile).n / fit(count()) - (fit(mean(read(profile).n)) ?? 0) }) });`,
    },
  ]);
  expect(diagnostics).toEqual([]);
  if (value === null) throw new Error("it does not compile");
  const { counterexample } = await certifyModelInputs(await facesOf(value), surroundings, BUDGET);
  expect(counterexample).toBeNull();
});

async function facesOf({ plan, artifacts }: Compiled): Promise<InputFaces> {
  const [model] = plan.models;
  const [set] = plan.trainingSets;
  if (model === undefined || set === undefined || model.inputs === null) throw new Error("no inputs");
  const textOf = (part: string): string =>
    artifacts.find(({ path }) => path === `sql/models/late.${part}.sql`)?.text ?? "";
  const importModule = await isolateModules(temporaryFolder(), artifacts);
  return {
    model: model.name,
    inputs: model.inputs,
    set,
    until: learntUntil(model, set),
    statements: { fits: textOf("fits"), inputs: textOf("inputs") },
    compute: inputsFunctionOf(await importModule("serving/models/late.ts"), "late"),
  };
}
