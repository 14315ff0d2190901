// Earns the certificates that a compiled project lacks, by running what was generated for each view.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ALL_INDEXED, NONE_INDEXED, type Tuning } from "../../compiler/backends/sql/tuning.ts";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import type { Compiled } from "../../compiler/compile.ts";
import type { Certificate, Manifest } from "../../compiler/ir/manifest.ts";
import type { ModelPlan, ViewPlan } from "../../compiler/ir/plan.ts";
import { certifyModelInputs } from "../certify/certify-model-inputs.ts";
import { certifyRequestView } from "../certify/certify-request-view.ts";
import {
  type Certification,
  type Counterexample,
  certifyView,
  type Surroundings,
} from "../certify/certify-view.ts";
import { compilerDigest } from "../certify/compiler-digest.ts";
import { sourceNames } from "../certify/world.ts";
import { createWorldWriter } from "../certify/write-world.ts";
import { openDuckDb } from "../offline/duckdb-engine.ts";
import type { GeneratedView } from "../serving/contract.ts";
import { inputFacesOf } from "./input-faces.ts";
import { isolateModules } from "./isolated-modules.ts";
import { computeOf } from "./request-function.ts";

export type Certificates = Manifest["certificates"];

const WORLDS = 4;
const SIZE = { rows: 80, probes: 40 };
const REQUESTS = 400;
/** The same worlds everywhere, so that what holds here holds on the next machine. */
const SEED = 20_010_615;

export interface CertifyReport {
  readonly certificates: Certificates;
  readonly counterexamples: readonly Counterexample[];
}

/** Those of `earlier` that still hold for what was compiled. */
export async function validCertificates(manifest: Manifest, earlier: Certificates): Promise<Certificates> {
  const functions = await compilerDigest();
  const valid = viewsOf(manifest).flatMap(({ name, fingerprint }): readonly [string, Certificate][] => {
    const found = Object.hasOwn(earlier, name) ? earlier[name] : undefined;
    const holds =
      found?.fingerprint === fingerprint &&
      found.compiler === manifest.compiler &&
      found.functions === functions &&
      found.differences === 0;
    return found !== undefined && holds ? [[name, found]] : [];
  });
  return Object.fromEntries(valid);
}

/** Names of views that have none, sorted. */
export function uncertified(manifest: Manifest, certificates: Certificates): readonly string[] {
  return viewsOf(manifest)
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(certificates, name))
    .sort();
}

/** A view whose faces differ gets no certificate. */
export async function certifyProject(
  { plan, artifacts }: Compiled,
  manifest: Manifest,
  names: readonly string[],
  onProgress: (name: string, done: number) => void,
): Promise<CertifyReport> {
  const functions = await compilerDigest();
  const folder = await mkdtemp(path.join(tmpdir(), "bifold-certify-"));
  const engine = await openDuckDb({ memoryLimit: "1GB", threads: 1, spill: folder });
  const writer = createWorldWriter(engine, folder);
  const importModule = await isolateModules(folder, artifacts);
  // Two ways that every statement has to the same answer; the third is the job that materializes.
  const statements = new Map(
    [ALL_INDEXED, NONE_INDEXED].map((tuning) => [
      tuning,
      new Map(emitSql(plan, duckdb, tuning).map((artifact) => [artifact.path, artifact.text])),
    ]),
  );
  const textOf = (tuning: Tuning, file: string): string => {
    const text = statements.get(tuning)?.get(file);
    if (text === undefined) throw new Error(`the compiler emitted no ${file}`);
    return text;
  };
  const certifyFeatures = async (view: ViewPlan, surroundings: Surroundings): Promise<Certification> => {
    const module = await importModule(`serving/views/${view.name}.ts`);
    const generated = Object.values(module).find(isView);
    if (generated === undefined) throw new Error(`the module of view ${view.name} exports no view`);
    const file = `sql/feature_views/${view.name}.sql`;
    const read = sourceNames(view);
    return certifyView(
      {
        view,
        sources: plan.sources.map(({ source }) => source).filter(({ name }) => read.has(name)),
        statements: { indexed: textOf(ALL_INDEXED, file), joined: textOf(NONE_INDEXED, file) },
        online: { job: textOf(ALL_INDEXED, `materializations/${view.name}.sql`), generated },
      },
      surroundings,
      { worlds: WORLDS, size: SIZE, seed: SEED },
    );
  };
  const certifyInputs = async (model: ModelPlan, surroundings: Surroundings): Promise<Certification> => {
    const faces = await inputFacesOf(model, plan, (file) => textOf(ALL_INDEXED, file), importModule);
    return certifyModelInputs(faces, surroundings, { worlds: WORLDS, rows: SIZE.rows, seed: SEED });
  };
  const certifyOne = async (name: string): Promise<Certification> => {
    const surroundings = { engine, writer, folder };
    const view = plan.views.find((each) => each.name === name);
    if (view !== undefined) return certifyFeatures(view, surroundings);
    const model = plan.models.find((each) => each.name === name);
    if (model !== undefined) return certifyInputs(model, surroundings);
    const request = plan.requestViews.find((each) => each.name === name);
    if (request === undefined) throw new Error(`there is no view ${name}`);
    const inputs = request.inputs.map(
      (input) => plan.views.find((each) => each.name === input.view)?.features ?? [],
    );
    const compute = computeOf(await importModule(`serving/requests/${name}.ts`), name);
    return certifyRequestView({ view: request, compute, inputs }, surroundings, {
      rows: REQUESTS,
      seed: SEED,
    });
  };
  const certificates: Record<string, Certificate> = {};
  const counterexamples: Counterexample[] = [];
  try {
    for (const [index, name] of names.entries()) {
      onProgress(name, index / names.length);
      const { cases, counterexample } = await certifyOne(name);
      const fingerprint = viewsOf(manifest).find((each) => each.name === name)?.fingerprint ?? "";
      if (counterexample !== null) counterexamples.push(counterexample);
      else {
        const { compiler } = manifest;
        certificates[name] = { fingerprint, compiler, functions, cases, differences: 0 };
      }
    }
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { certificates, counterexamples };
}

/** Feature views, request views and models with inputs of their own, with the fingerprints of what is certified. */
function viewsOf({ program, fingerprints }: Manifest) {
  const named = (kind: string, views: readonly { readonly name: string }[]) =>
    views.map(({ name }) => ({ name, fingerprint: fingerprints[`${kind}/${name}`] ?? "" }));
  return [
    ...named("feature_view", program.featureViews),
    ...named("request_view", program.requestViews),
    ...named(
      "model_inputs",
      program.models.filter(({ inputs }) => inputs !== null),
    ),
  ];
}

function isView(value: unknown): value is GeneratedView {
  return typeof value === "object" && value !== null && "keyOf" in value && "values" in value;
}
