// One random project, all the way: read, checked, planned, emitted, and its faces held to one another.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ALL_INDEXED, NONE_INDEXED, TUNING, type Tuning } from "../../compiler/backends/sql/tuning.ts";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { type Compiled, compile } from "../../compiler/compile.ts";
import { certifyModelInputs } from "../../runtime/certify/certify-model-inputs.ts";
import { certifyRequestView } from "../../runtime/certify/certify-request-view.ts";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import type { Budget, Certification, Faces, Surroundings } from "../../runtime/certify/contract.ts";
import { holdWorld } from "../../runtime/certify/hold-world.ts";
import { inputFacesOf } from "../../runtime/cli/input-faces.ts";
import { type ImportModule, isolateModules } from "../../runtime/cli/isolated-modules.ts";
import { computeOf } from "../../runtime/cli/request-function.ts";
import { generatedViewOf } from "../../runtime/cli/view-module.ts";
import type { Kept } from "./counterexamples.ts";
import { certifyTrainingSet, holdTrainingSet } from "./hold-training-set.ts";

const GENERATED = fileURLToPath(new URL("../../.bifold/fuzz", import.meta.url));

export type Outcome =
  | { readonly kind: "refused"; readonly codes: readonly string[]; readonly messages: readonly string[] }
  | ({ readonly kind: "run" } & Certification);

/** The view, then what reads it; stops at the first difference. */
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
  return withFaces(value, async (faces, load) => {
    const view = await certifyView(faces, surroundings, budget);
    if (view.counterexample !== null) return { kind: "run", ...view };
    const request = await requestCertification(value, load, surroundings, budget);
    if (request.counterexample !== null) return { kind: "run", ...request };
    const cases = view.cases + request.cases;
    const [set] = value.plan.trainingSets;
    const shortfall = view.shortfall ?? request.shortfall;
    if (set === undefined) return { kind: "run", cases, counterexample: null, shortfall };
    const held = await certifyTrainingSet(value.plan, set, faces, surroundings, budget);
    if (held.counterexample !== null) return { kind: "run", ...held };
    const inputs = await inputsCertification(value.plan, load, surroundings, budget);
    return {
      kind: "run",
      cases: cases + held.cases + inputs.cases,
      counterexample: inputs.counterexample,
      shortfall: shortfall ?? inputs.shortfall,
    };
  });
}

async function inputsCertification(
  plan: Compiled["plan"],
  load: ImportModule,
  surroundings: Surroundings,
  { seed, worlds }: Budget,
): Promise<Certification> {
  const [model] = plan.models;
  if (model === undefined || model.inputs === null)
    return { cases: 0, counterexample: null, shortfall: null };
  const texts = new Map(emitSql(plan, duckdb).map(({ path, text }) => [path, text]));
  const faces = await inputFacesOf(model, plan, (file) => texts.get(file) ?? "", load);
  return certifyModelInputs(faces, surroundings, { worlds, rows: 60, seed });
}

async function requestCertification(
  { plan }: Compiled,
  load: ImportModule,
  surroundings: Surroundings,
  { seed }: Budget,
): Promise<Certification> {
  const [view] = plan.requestViews;
  if (view === undefined) return { cases: 0, counterexample: null, shortfall: null };
  const inputs = view.inputs.map(
    (input) => plan.views.find(({ name }) => name === input.view)?.features ?? [],
  );
  const compute = computeOf(await load(`serving/requests/${view.name}.ts`), view.name);
  return certifyRequestView({ view, compute, inputs }, surroundings, { rows: 100, seed });
}

/** Throws where the program is refused: it was not, once. */
export async function replay({ program, ...kept }: Kept, surroundings: Surroundings): Promise<Replayed> {
  if ("budget" in kept) {
    const outcome = await runProgram(program, surroundings, kept.budget);
    if (outcome.kind === "refused") throw new Error(outcome.messages.join("\n"));
    return { cases: outcome.cases, difference: outcome.counterexample };
  }
  const { world } = kept;
  const { plan } = compiled(program);
  const [set] = plan.trainingSets;
  return withProgram(program, async (faces) => {
    const held = await holdWorld(faces, surroundings, world);
    if (set === undefined || held.difference !== null) return held;
    const rows = await holdTrainingSet(plan, set, faces, surroundings, world);
    return { cases: held.cases + rows.cases, difference: rows.difference };
  });
}

interface Replayed {
  readonly cases: number;
  readonly difference: unknown;
}

/** The faces of a program's view of that name, or its only one; throws where the program is refused. */
export async function withProgram<Result>(
  text: string,
  use: (faces: Faces) => Promise<Result>,
): Promise<Result> {
  return withFaces(compiled(text), use);
}

function compiled(text: string): Compiled {
  const { value, diagnostics } = compile([{ file: "definitions/fuzz.ts", text }]);
  if (value === null)
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return value;
}

async function withFaces<Result>(
  { plan, artifacts }: Compiled,
  use: (faces: Faces, load: ImportModule) => Promise<Result>,
): Promise<Result> {
  await mkdir(GENERATED, { recursive: true });
  const folder = await mkdtemp(join(GENERATED, "p-"));
  try {
    const load = await isolateModules(folder, artifacts);
    return await use(await facesOf(plan, artifacts, load), load);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function facesOf(
  plan: Compiled["plan"],
  artifacts: Compiled["artifacts"],
  load: ImportModule,
): Promise<Faces> {
  const view = plan.views.find(({ name }) => name === "view") ?? plan.views[0];
  if (view === undefined) throw new Error("the program has no view");
  const statement = (tuning: Tuning): string =>
    emitSql(plan, duckdb, tuning).find(({ path }) => path === `sql/feature_views/${view.name}.sql`)?.text ??
    "";
  const job = artifacts.find(({ path }) => path === `materializations/${view.name}.sql`);
  if (job === undefined) throw new Error("the view was not emitted");
  const generated = generatedViewOf(await load(`serving/views/${view.name}.ts`), view.name);
  return {
    view,
    sources: plan.sources.map(({ source }) => source),
    statements: {
      indexed: statement(ALL_INDEXED),
      joined: statement(NONE_INDEXED),
      weighed: statement(TUNING),
    },
    online: { job: job.text, generated },
  };
}
