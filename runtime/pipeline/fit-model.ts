// Fits a model's own inputs to the rows that it learns from, and writes what its trainer reads.
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Model } from "../../compiler/ir/program.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import { readGenerated } from "../project/load-manifest.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { valueAt } from "../verify/bits.ts";
import { fitsStatement, inputsStatement } from "./inputs-statement.ts";
import { withEngine } from "./project-engine.ts";
import { fittedFields, type Transforms, writeTransforms } from "./transforms.ts";

const INPUTS_FILE = "inputs.parquet";

export interface FitModelOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly model: Model;
  /** The snapshot's Parquet file. */
  readonly data: string;
  /** Where the trainer's file is put. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

export interface FittedModel {
  /** The Parquet file for the trainer: its rows are the snapshot's, in their order. */
  readonly file: string;
  readonly transforms: Transforms;
  /** The statement that makes the file from a snapshot, for who trains the same again. */
  readonly sql: string;
}

/** Null for a model that reads features as they are. @throws UserError F5137 where no row is left to learn from. */
export async function fitModel(options: FitModelOptions): Promise<FittedModel | null> {
  const { project, manifest, model, data, folder, signal } = options;
  const { name, inputs } = model;
  if (inputs === null) return null;
  const sql = await readGenerated(project, manifest, `sql/models/${name}.inputs.sql`);
  const fits =
    inputs.fits.length === 0 ? null : await readGenerated(project, manifest, `sql/models/${name}.fits.sql`);
  const fields = fittedFields(inputs.fits);
  const file = path.join(folder, INPUTS_FILE);
  // Before the trainer starts, so that DuckDB's memory is free for it.
  return withEngine(project, async (engine) => {
    const found = await findValues(
      engine,
      fits === null ? null : fitsStatement(fits, { data }),
      fields,
      signal,
    );
    if (found.rows === 0 && fits !== null) throw nothingToFit(name);
    const statement = inputsStatement(sql, { data }, { fields, values: found.values });
    await engine.writeParquet(statement, file, { signal });
    const fingerprint = manifest.fingerprints[`model_inputs/${name}`] ?? "";
    return { file, transforms: writeTransforms(model, fingerprint, found), sql };
  });
}

async function findValues(
  engine: OfflineEngine,
  statement: string | null,
  fields: readonly Field[],
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly values: Readonly<Record<string, Value>> }> {
  const values: Record<string, Value> = {};
  let rows = 0;
  if (statement === null) return { rows, values };
  for await (const batch of engine.stream(statement, {}, { signal })) {
    const at = (name: string): Value => {
      const column = batch.columns[batch.names.indexOf(name)];
      if (column === undefined) throw new Error(`the fitted values have no '${name}'`);
      return valueAt(column, 0);
    };
    rows = Number(at("rows"));
    for (const { name } of fields) values[name] = at(name);
  }
  return { rows, values };
}

function nothingToFit(model: string): UserError {
  return new UserError({
    code: "F5137",
    message: `There is no row for model '${model}' to be fitted to.`,
    why: "All rows of its training set are held out, or it has none.",
    hint: "Set `holdout.from`, or the training set's `split`, to a later instant.",
  });
}
