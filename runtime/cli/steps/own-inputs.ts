// The generated code and statement of a model's own inputs.
import type { Manifest } from "../../../compiler/ir/manifest.ts";
import type { Model } from "../../../compiler/ir/program.ts";
import { columnsRead } from "../../../compiler/library/expressions.ts";
import type { OwnInputs } from "../../evaluate/own-inputs.ts";
import { fittedFields } from "../../pipeline/transforms.ts";
import { importGenerated, readGenerated } from "../../project/load-manifest.ts";
import type { Project } from "../../project/project.ts";
import { inputsFunctionOf } from "../inputs-function.ts";

/** Null for a model that reads features as they are. */
export async function ownInputs(
  project: Project,
  manifest: Manifest,
  { name, inputs }: Model,
): Promise<OwnInputs | null> {
  if (inputs === null) return null;
  const file = `serving/models/${name}.ts`;
  const module = await importGenerated<Readonly<Record<string, unknown>>>(project, manifest, file);
  return {
    fingerprint: manifest.fingerprints[`model_inputs/${name}`] ?? "",
    fitted: fittedFields(inputs.fits),
    columns: columnsRead(inputs.features.map(({ expression }) => expression)),
    names: inputs.features.map((feature) => feature.name),
    compute: inputsFunctionOf(module, name),
    sql: await readGenerated(project, manifest, `sql/models/${name}.inputs.sql`),
  };
}
