// Holds a model that a client registers over HTTP against the declaration of that name, before it becomes a version.
import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { inputFields } from "../../compiler/library/model-inputs.ts";
import { invalid } from "../database/store-error.ts";
import { openModel } from "../model/session.ts";
import { ModelSignatureError } from "../model/signature-error.ts";
import type { ModelSignature } from "../registry/records.ts";
import type { ArtifactStore } from "../tracking/artifacts/artifact-store.ts";

export interface Registration {
  readonly model: string;
  /** Path of a file or of a model's folder in the artifact store. */
  readonly path: string;
}

/** MLflow's description of a model in its folder; larger ones are none. */
const MLMODEL = "MLmodel";
const MAX_MLMODEL = 1 << 20;
/** `data` of the flavour `onnx`, in the YAML that MLflow writes: two spaces a level. */
const ONNX_DATA = /^ {2}onnx:\n(?: {4}.*\n)*? {4}data: "?([\w.\-/]+)"?$/m;

/**
 * The declared signature, where the model is an ONNX file that fits it; null where there is nothing to hold it
 * against: no declaration of that name, or another format. Throws INVALID_PARAMETER_VALUE that lists every difference,
 * or says that there is no such file.
 */
export async function checkRegistration(
  manifest: Manifest,
  artifacts: ArtifactStore,
  { folder, registration }: { readonly folder: string; readonly registration: Registration },
): Promise<ModelSignature | null> {
  const { models, trainingSets } = manifest.program;
  const declared = models.find(({ name }) => name === registration.model);
  const set = trainingSets.find(({ name }) => name === declared?.trainingSet);
  if (declared === undefined || set === undefined) return null;
  const onnx = await findOnnx(artifacts, registration.path);
  if (onnx === null) return null;
  const features = inputFields(declared, set);
  const file = await fetchTo(folder, artifacts, onnx);
  try {
    const session = await openModel({ file, expected: { features, output: declared.output } });
    await session.close();
  } catch (problem) {
    if (!(problem instanceof ModelSignatureError)) throw problem;
    throw invalid(
      `The ONNX model at '${onnx}' does not fit the declared model '${declared.name}': ${problem.problems.join("; ").replaceAll(file, onnx)}.`,
    );
  } finally {
    await rm(file, { force: true });
  }
  return {
    features: features.map(({ name, type }) => ({ name, type: type.kind })),
    output: { name: declared.output, type: "float32" },
  };
}

/** The ONNX file at a path: the file itself, or the one that MLflow's folder of a model names. */
async function findOnnx(artifacts: ArtifactStore, at: string): Promise<string | null> {
  if (at.endsWith(".onnx")) {
    if ((await artifacts.find(at)) !== null) return at;
    // What cannot be looked at must not pass for what was.
    throw invalid(`There is no artifact '${at}' to check: store the model, then register it.`);
  }
  const described = await artifacts.find(`${at}/${MLMODEL}`);
  if (described === null || described.size > MAX_MLMODEL) return null;
  const { stream } = await artifacts.open(`${at}/${MLMODEL}`);
  const [, data] = ONNX_DATA.exec(await text(stream)) ?? [];
  return data === undefined ? null : `${at}/${data}`;
}

async function fetchTo(folder: string, artifacts: ArtifactStore, at: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `${randomUUID()}.registration.onnx`);
  const { stream } = await artifacts.open(at);
  try {
    await pipeline(stream, createWriteStream(file));
  } catch (problem) {
    await rm(file, { force: true });
    throw problem;
  }
  return file;
}
