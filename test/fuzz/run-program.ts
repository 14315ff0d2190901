// One random project, all the way: read, checked, planned, emitted, and its faces held to one another.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { type Compiled, compile } from "../../compiler/compile.ts";
import {
  type Budget,
  type Certification,
  certifyView,
  type Faces,
  holdWorld,
  type Surroundings,
} from "../../runtime/certify/certify-view.ts";
import type { World } from "../../runtime/certify/world.ts";
import type { GeneratedView } from "../../runtime/serving/contract.ts";

const GENERATED = fileURLToPath(new URL("../../.bifold/fuzz", import.meta.url));
const ALL_INDEXED = 0;
const NONE_INDEXED = 1e18;

export type Outcome =
  | { readonly kind: "refused"; readonly codes: readonly string[]; readonly messages: readonly string[] }
  | ({ readonly kind: "run" } & Certification);

export async function runProgram(text: string, surroundings: Surroundings, budget: Budget): Promise<Outcome> {
  const { value, diagnostics } = compile([{ file: "definitions/fuzz.ts", text }]);
  if (value === null) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    return {
      kind: "refused",
      codes: [...new Set(errors.map(({ code }) => code))],
      messages: errors.map(({ code, message }) => `${code} ${message}`),
    };
  }
  return withFaces(value, async (faces) => ({
    kind: "run",
    ...(await certifyView(faces, surroundings, budget)),
  }));
}

/** Throws where the program is refused: it was not, once. */
export function replayProgram(text: string, surroundings: Surroundings, world: World) {
  return withProgram(text, (faces) => holdWorld(faces, surroundings, world));
}

/** The faces of a program's only view; throws where the program is refused. */
export async function withProgram<Result>(
  text: string,
  use: (faces: Faces) => Promise<Result>,
): Promise<Result> {
  const { value, diagnostics } = compile([{ file: "definitions/fuzz.ts", text }]);
  if (value === null)
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return withFaces(value, use);
}

async function withFaces<Result>(
  { plan, artifacts }: Compiled,
  use: (faces: Faces) => Promise<Result>,
): Promise<Result> {
  await mkdir(GENERATED, { recursive: true });
  const folder = await mkdtemp(join(GENERATED, "p-"));
  try {
    return await use(await facesOf(plan, folder, artifacts));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function facesOf(
  plan: Compiled["plan"],
  folder: string,
  artifacts: Compiled["artifacts"],
): Promise<Faces> {
  const [view] = plan.views;
  if (view === undefined) throw new Error("the program has no view");
  const statement = (hotFactor: number): string =>
    emitSql(plan, duckdb, hotFactor).find(({ path }) => path === `sql/feature_views/${view.name}.sql`)
      ?.text ?? "";
  const module = artifacts.find(({ path }) => path === `serving/views/${view.name}.ts`);
  const job = artifacts.find(({ path }) => path === `materializations/${view.name}.sql`);
  if (module === undefined || job === undefined) throw new Error("the view was not emitted");
  const file = join(folder, module.path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, module.text);
  const exported: Readonly<Record<string, unknown>> = await import(pathToFileURL(file).href);
  const generated = Object.values(exported).find(isView);
  if (generated === undefined) throw new Error("the generated module exports no view");
  return {
    view,
    sources: plan.sources.map(({ source }) => source),
    statements: { indexed: statement(ALL_INDEXED), joined: statement(NONE_INDEXED) },
    online: { job: job.text, generated },
  };
}

function isView(value: unknown): value is GeneratedView {
  return typeof value === "object" && value !== null && "keyOf" in value && "values" in value;
}
