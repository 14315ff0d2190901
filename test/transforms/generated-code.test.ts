// What is generated for a model's own inputs is held to what written code is held to, and refuses another's values.
import { beforeAll, expect, test } from "vitest";
import type { Plan } from "../../compiler/ir/plan.ts";
import type { GeneratedDeployment, LoadedModel } from "../../runtime/serving/contract.ts";
import { ServedModels } from "../../runtime/serving/served-models.ts";
import { checkFormat, checkTypes } from "../serving/check-generated.ts";
import { type Written, writeGenerated } from "../serving/write-generated.ts";
import { compileProgram } from "./program.ts";

let plan: Plan;
let written: Written;
let deployment: GeneratedDeployment;
beforeAll(async () => {
  ({ plan } = compileProgram());
  written = await writeGenerated("transforms", plan);
  const module = await written.import<{ lateOrdersDeployment: GeneratedDeployment }>(
    "serving/deployments/late_orders.ts",
  );
  deployment = module.lateOrdersDeployment;
});

test("it passes the formatter, the linter and strict tsc", async () => {
  await checkFormat(written);
  await checkTypes(written);
}, 120_000);

test("the vector is as wide as the inputs, and null is NaN in it", () => {
  const fitted = Object.fromEntries(
    (deployment.transform?.fitted ?? []).map(({ name, type }) => [name, emptyOf(type.kind, type.nullable)]),
  );
  const request = { customer: "a", payer_customer: "b", at: 0, basket: 1 };
  const vector = new Float32Array(deployment.inputs.length + 2).fill(7);
  deployment.assemble(vector, 1, request, [null, null], 0, fitted);
  expect([vector[0], vector.at(-1)]).toEqual([7, 7]);
  const inputs = deployment.transform?.values(request, [null, null], 0, fitted) ?? [];
  expect(inputs.map((value) => (value === null ? Number.NaN : Math.fround(Number(value))))).toEqual([
    ...vector.subarray(1, -1),
  ]);
  expect(inputs[deployment.inputs.findIndex(({ name }) => name === "age")]).toBe(null);
});

function emptyOf(kind: string, nullable: boolean) {
  if (nullable) return null;
  if (kind === "list") return [];
  return kind === "bool" ? false : 0;
}

test("a model without these fitted values is not published", async () => {
  const models = new ServedModels([deployment]);
  const model: LoadedModel = {
    name: "late",
    version: "3",
    alias: null,
    runId: null,
    run: async (_, rows) => new Float32Array(rows),
  };
  await expect(models.publish("late_orders", model)).rejects.toThrow(/carries no fitted values/);
  const fitted = { fingerprint: "another", values: {} };
  await expect(models.publish("late_orders", { ...model, fitted })).rejects.toThrow(/fingerprint another/);
  const { fingerprint = "" } = deployment.transform ?? {};
  await models.publish("late_orders", { ...model, fitted: { ...fitted, fingerprint } });
  expect(models.get("late_orders")?.model.version).toBe("3");
});
