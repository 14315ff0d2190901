// Generated serving code is code as we write it: the formatter, the linter and strict tsc have nothing to say.
import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { emitOpenApi } from "../../compiler/backends/openapi/emit-openapi.ts";
import { emitClient, emitServing } from "../../compiler/backends/typescript/emit-typescript.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import { FIXTURE } from "./fixture-plan.ts";
import { type Written, writeGenerated } from "./write-generated.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const EMPTY: Plan = { ...FIXTURE, views: [], requestViews: [], deployments: [] };
let written: Written;

beforeAll(async () => {
  written = await writeGenerated("generated-code", FIXTURE);
});

/** All that a tool of this checkout says, over the generated folder; throws it where the tool fails. */
function run(tool: string, ...args: readonly string[]): string {
  const program = join(ROOT, "node_modules", ".bin", tool);
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: written.folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${tool} failed:\n${stdout}\n${stderr}`);
  return stdout + stderr;
}

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
  const config = JSON.parse(await readFile(join(ROOT, "biome.json"), "utf8"));
  const own = { ...config, $schema: undefined, root: true, files: { includes: ["**/*.ts"] } };
  own.json = { formatter: { enabled: false } };
  await writeFile(join(written.folder, "biome.json"), JSON.stringify(own));
  const output = run("biome", "ci", "--error-on-warnings", "--colors=off", ".");
  expect(output).toContain("Checked 9 files");
});

test("strict tsc accepts it, unused names refused", async () => {
  const config = {
    extends: join(ROOT, "tsconfig.json"),
    compilerOptions: { noUnusedLocals: true, noUnusedParameters: true },
    include: ["**/*.ts"],
    exclude: [],
  };
  await writeFile(join(written.folder, "tsconfig.json"), JSON.stringify(config));
  const files = run("tsc", "--noEmit", "--listFiles", "-p", ".");
  for (const path of written.files.filter((each) => each.endsWith(".ts"))) expect(files).toContain(path);
});

test("the same plan gives the same bytes, and no time or place leaks in", () => {
  const emit = () => [...emitServing(FIXTURE), ...emitClient(FIXTURE), ...emitOpenApi(FIXTURE)];
  expect(emit()).toEqual(emit());
  for (const { text } of emit()) expect(text).not.toContain(ROOT);
});

test("a project that deploys nothing still has an app, a client and a document", () => {
  const paths = [...emitServing(EMPTY), ...emitClient(EMPTY), ...emitOpenApi(EMPTY)].map(({ path }) => path);
  expect(paths).toContain("serving/app.ts");
  expect(paths).toContain("client/client.ts");
  expect(paths).toContain("openapi.yaml");
});
