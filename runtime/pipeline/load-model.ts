// Brings a registered model version into memory for serving, checked against what its deployment feeds it.
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { randomUUID } from "node:crypto";
import { StoreError } from "../database/store-error.ts";
import { type ModelSession, openModel } from "../model/session.ts";
import { type Project, STATE_FOLDER } from "../project/project.ts";
import { resolve } from "../registry/aliases.ts";
import type { ModelVersion } from "../registry/records.ts";
import type {
  FittedValues,
  GeneratedDeployment,
  GeneratedTransform,
  LoadedModel,
} from "../serving/contract.ts";
import type { ArtifactStore } from "../tracking/artifacts/artifact-store.ts";
import { UserError } from "../user-error.ts";
import type { MetadataSession } from "./metadata-session.ts";
import { readTransforms, TRANSFORMS_FILE } from "./transforms.ts";

const ARTIFACT_SCHEME = "mlflow-artifacts:/";

/** What a version is held against. */
export interface ServedBy
  extends Pick<GeneratedDeployment, "name" | "model" | "alias" | "inputs" | "output"> {
  readonly transform?: Pick<GeneratedTransform, "fingerprint" | "fitted">;
}

export interface OpenedModel {
  readonly served: LoadedModel;
  readonly session: ModelSession;
}

/** @throws UserError F5134 where nothing was trained; ModelSignatureError where the model does not fit. */
export async function loadModel(
  project: Project,
  { metadata, artifacts }: MetadataSession,
  deployment: ServedBy,
): Promise<OpenedModel> {
  const version = await resolve(metadata, deployment.model, deployment.alias).catch((cause: unknown) => {
    if (!(cause instanceof StoreError)) throw cause;
    throw new UserError(
      {
        code: "F5134",
        message: `Deployment '${deployment.name}' serves ${deployment.model}@${deployment.alias}, and there is no such version.`,
        hint: `Train one: npx bifold train ${deployment.model}; or name one that is there: npx bifold models promote ${deployment.model} NUMBER --alias ${deployment.alias} --why "…"`,
      },
      { cause },
    );
  });
  const file = await fetchModel(project, artifacts, version);
  const fitted = await fetchFitted(artifacts, version, deployment);
  const expected = { features: deployment.inputs, output: deployment.output };
  const session = await openModel({ file, expected });
  const served: LoadedModel = {
    name: deployment.model,
    version: String(version.version),
    alias: deployment.alias,
    runId: version.runId,
    trainedOn: version.featureFingerprints,
    ...(fitted === null ? {} : { fitted }),
    run: (batch, rows) => session.run(batch, rows),
    close: () => session.close(),
  };
  return { served, session };
}

/** Null for a model that reads features as they are. @throws UserError F5136 */
async function fetchFitted(
  artifacts: ArtifactStore,
  { model, version, source }: ModelVersion,
  { name, transform }: ServedBy,
): Promise<FittedValues | null> {
  const place = path.posix.join(path.posix.dirname(source.slice(ARTIFACT_SCHEME.length)), TRANSFORMS_FILE);
  const title = `Version ${version} of ${model}`;
  const kept = await artifacts.find(place);
  if (transform === undefined && kept === null) return null;
  if (transform === undefined || kept === null) {
    throw new UserError({
      code: "F5136",
      message:
        kept === null
          ? `${title} has no fitted values, and '${name}' computes the model's inputs from them.`
          : `${title} has fitted values, and '${name}' feeds the model features as they are.`,
      why: "A model reads the inputs that it was trained on, or it answers nonsense.",
      hint: `Train it again: npx bifold train ${model}`,
    });
  }
  const { stream } = await artifacts.open(place);
  return readTransforms(await text(stream), { title, model, ...transform });
}

/** The version's file on this machine, under its content's hash; fetched once. */
async function fetchModel(
  project: Project,
  artifacts: ArtifactStore,
  version: ModelVersion,
): Promise<string> {
  if (!version.source.startsWith(ARTIFACT_SCHEME)) {
    throw new UserError({
      code: "F5135",
      message: `Version ${version.version} of ${version.model} lies at ${version.source}, which Bifold cannot read.`,
      hint: "Log the model as an artifact of its run and register it from there.",
    });
  }
  const artifact = await artifacts.open(version.source.slice(ARTIFACT_SCHEME.length));
  const folder = path.join(project.root, STATE_FOLDER, "models");
  const file = path.join(folder, `${artifact.digest}.onnx`);
  if ((await stat(file).catch(() => null)) !== null) {
    artifact.stream.destroy();
    return file;
  }
  await mkdir(folder, { recursive: true });
  const beside = `${file}.${randomUUID()}.partial`;
  try {
    await pipeline(artifact.stream, createWriteStream(beside));
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
  return file;
}
