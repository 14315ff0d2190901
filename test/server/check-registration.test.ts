// An ONNX model that does not fit the declared model of its name is refused when it is registered over HTTP.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { encodeModel } from "../../runtime/model/onnx/write-model.ts";
import { checkRegistration } from "../../runtime/pipeline/check-registration.ts";
import { getVersion } from "../../runtime/registry/versions.ts";
import { type ServerUnderTest, startServer } from "./start-server.ts";

const column = (name: string) => ({ column: name, type: { kind: "float64", nullable: false } });
const manifest = {
  program: {
    models: [{ name: "late", trainingSet: "flights", inputs: null, output: "score" }],
    trainingSets: [{ name: "flights", features: [column("hour"), column("delay")] }],
  },
} as unknown as Manifest;

/** Adds up its columns: a model of one matrix input. */
const onnx = (width: number, output: string) =>
  encodeModel({
    name: "sum",
    nodes: [
      {
        operator: "ReduceMean",
        domain: "",
        inputs: ["input"],
        outputs: [output],
        attributes: { axes: { ints: [1] }, keepdims: { int: 1 } },
      },
    ],
    inputs: [{ name: "input", tensor: { elementType: "float32", shape: ["rows", width] } }],
    outputs: [{ name: output, tensor: { elementType: "float32", shape: ["rows", 1] } }],
    metadata: {},
  });

async function open(): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), "bifold-registration-"));
  const server: ServerUnderTest = await startServer({
    checkVersion: (registration) => checkRegistration(manifest, server.artifacts, { folder, registration }),
  });
  onTestFinished(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return server;
}

const put = (server: ServerUnderTest, path: string, content: Uint8Array | string) =>
  fetch(`${server.url}/api/2.0/mlflow-artifacts/artifacts/${path}`, {
    method: "PUT",
    body: content as unknown as string,
  });

const register = (server: ServerUnderTest, name: string, source: string) =>
  server.post("model-versions/create", { name, source: `mlflow-artifacts:/${source}` });

test("a file that fits becomes a version with its signature; others are refused, by difference", async () => {
  const server = await open();
  for (const name of ["late", "undeclared"]) await server.post("registered-models/create", { name });
  await put(server, "0/r/artifacts/fits.onnx", onnx(2, "score"));
  await put(server, "0/r/artifacts/wide.onnx", onnx(3, "score"));
  await put(server, "0/r/artifacts/other.onnx", onnx(2, "probability"));
  await put(server, "0/r/artifacts/broken.onnx", "no model at all");

  const wide = await register(server, "late", "0/r/artifacts/wide.onnx");
  expect(wide).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  expect(wide.body.message).toContain("takes 3 columns, but 2 features are declared");
  const other = await register(server, "late", "0/r/artifacts/other.onnx");
  expect(other.body.message).toContain("no output `score`");
  expect((await register(server, "late", "0/r/artifacts/broken.onnx")).status).toBe(400);

  const missing = await register(server, "late", "0/r/artifacts/nowhere.onnx");
  expect(missing).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  expect(missing.body.message).toContain("There is no artifact '0/r/artifacts/nowhere.onnx' to check");

  const fits = await register(server, "late", "0/r/artifacts/fits.onnx");
  expect(fits).toMatchObject({ status: 200, body: { model_version: { version: "1" } } });
  expect((await getVersion(server.metadata, "late", 1)).signature).toEqual({
    features: [
      { name: "hour", type: "float64" },
      { name: "delay", type: "float64" },
    ],
    output: { name: "score", type: "float32" },
  });
  expect((await register(server, "undeclared", "0/r/artifacts/wide.onnx")).status).toBe(200);
  expect(server.problems).toEqual([]);
});

test("the folder of a model, as MLflow's ONNX flavour writes it, is looked into", async () => {
  const server = await open();
  await server.post("registered-models/create", { name: "late" });
  for (const [folder, width] of [
    ["good", 2],
    ["bad", 5],
  ] as const) {
    await put(server, `0/r/artifacts/${folder}/MLmodel`, "flavors:\n  onnx:\n    data: model.onnx\n");
    await put(server, `0/r/artifacts/${folder}/model.onnx`, onnx(width, "score"));
  }
  expect((await register(server, "late", "0/r/artifacts/bad")).status).toBe(400);
  expect((await register(server, "late", "0/r/artifacts/good")).status).toBe(200);
});
