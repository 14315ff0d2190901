// Holds one declaration of a compiled project to the reference: what was generated for it, by every way that it has.
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import { ALL_INDEXED, NONE_INDEXED, type Tuning } from "../../compiler/backends/sql/tuning.ts";
import type { ModelPlan, Plan, RequestViewPlan, ViewPlan } from "../../compiler/ir/plan.ts";
import { certifyModelInputs } from "../certify/certify-model-inputs.ts";
import { certifyRequestView } from "../certify/certify-request-view.ts";
import { certifyView } from "../certify/certify-view.ts";
import type { Certification, Surroundings } from "../certify/contract.ts";
import { sourceNames } from "../certify/world.ts";
import { inputFacesOf } from "./input-faces.ts";
import type { ImportModule } from "./isolated-modules.ts";
import { computeOf } from "./request-function.ts";
import { generatedViewOf } from "./view-module.ts";

const WORLDS = 4;
const SIZE = { rows: 80, probes: 40 };
const REQUESTS = 400;
/** The same worlds everywhere, so that what holds here holds on the next machine. */
const SEED = 20_010_615;

/** Of the feature view, the request view or the model of that name; `surroundings` are used by one at a time. */
export type CertifyDeclaration = (name: string, surroundings: Surroundings) => Promise<Certification>;

export function declarationCertifier(plan: Plan, importModule: ImportModule): CertifyDeclaration {
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
    const generated = generatedViewOf(await importModule(`serving/views/${view.name}.ts`), view.name);
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
  const certifyRequest = async (view: RequestViewPlan, surroundings: Surroundings) => {
    const inputs = view.inputs.map(
      (input) => plan.views.find((each) => each.name === input.view)?.features ?? [],
    );
    const compute = computeOf(await importModule(`serving/requests/${view.name}.ts`), view.name);
    return certifyRequestView({ view, compute, inputs }, surroundings, { rows: REQUESTS, seed: SEED });
  };
  const certifyInputs = async (model: ModelPlan, surroundings: Surroundings): Promise<Certification> => {
    const faces = await inputFacesOf(model, plan, (file) => textOf(ALL_INDEXED, file), importModule);
    return certifyModelInputs(faces, surroundings, { worlds: WORLDS, rows: SIZE.rows, seed: SEED });
  };
  return async (name, surroundings) => {
    const view = plan.views.find((each) => each.name === name);
    if (view !== undefined) return certifyFeatures(view, surroundings);
    const model = plan.models.find((each) => each.name === name);
    if (model !== undefined) return certifyInputs(model, surroundings);
    const request = plan.requestViews.find((each) => each.name === name);
    if (request === undefined) throw new Error(`there is no view ${name}`);
    return certifyRequest(request, surroundings);
  };
}
