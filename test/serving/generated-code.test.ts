// Generated serving code is code as we write it: the formatter, the linter and strict tsc have nothing to say.
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { emitOpenApi } from "../../compiler/backends/openapi/emit-openapi.ts";
import { emitClient, emitServing } from "../../compiler/backends/typescript/emit-typescript.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import { checkFormat, checkTypes } from "./check-generated.ts";
import { FIXTURE } from "./fixture-plan.ts";
import { type Written, writeGenerated } from "./write-generated.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const EMPTY: Plan = { ...FIXTURE, views: [], requestViews: [], deployments: [] };
let written: Written;

beforeAll(async () => {
  written = await writeGenerated("generated-code", FIXTURE);
});

test("a module for each view, request view and deployment, the lists, the app, the client, the documents", () => {
  expect([...written.files].sort()).toEqual([
    "client/client.ts",
    "openapi.yaml",
    "schemas/fixture.request.json",
    "schemas/fixture.response.json",
    "serving/app.ts",
    "serving/deployments.ts",
    "serving/deployments/fixture.ts",
    "serving/requests/now.ts",
    "serving/views.ts",
    "serving/views/everything.ts",
    "serving/views/plain.ts",
  ]);
});

test("the formatter and the linter leave it unchanged", async () => {
  await checkFormat(written);
});

test("strict tsc accepts it, unused names refused", async () => {
  await checkTypes(written);
});

test("the same plan gives the same bytes, and no time or place leaks in", () => {
  const emit = () => [...emitServing(FIXTURE), ...emitClient(FIXTURE), ...emitOpenApi(FIXTURE)];
  expect(emit()).toEqual(emit());
  for (const { text } of emit()) expect(text).not.toContain(ROOT);
});

test("a project that deploys nothing still has an app and a document", () => {
  const paths = [...emitServing(EMPTY), ...emitClient(EMPTY), ...emitOpenApi(EMPTY)].map(({ path }) => path);
  expect(paths).toContain("serving/app.ts");
  expect(paths).toEqual(["serving/deployments.ts", "serving/views.ts", "serving/app.ts", "openapi.yaml"]);
});
