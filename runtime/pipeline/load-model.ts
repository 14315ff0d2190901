// Brings a registered model version into memory for serving, checked against what its deployment feeds it.
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { randomUUID } from "node:crypto";
import { StoreError } from "../database/store-error.ts";
import { type ModelSession, openModel } from "../model/session.ts";
import { type Project, STATE_FOLDER } from "../project/project.ts";
import { resolve } from "../registry/aliases.ts";
import type { ModelVersion } from "../registry/records.ts";
import type { GeneratedDeployment, LoadedModel } from "../serving/contract.ts";
import type { ArtifactStore } from "../tracking/artifacts/artifact-store.ts";
import { UserError } from "../user-error.ts";
import type { MetadataSession } from "./metadata-session.ts";

const ARTIFACT_SCHEME = "mlflow-artifacts:/";

export interface OpenedModel {
  readonly served: LoadedModel;
  readonly session: ModelSession;
}

/** @throws UserError F5134 where nothing was trained; ModelSignatureError where the model does not fit. */
export async function loadModel(
  project: Project,
  { metadata, artifacts }: MetadataSession,
  deployment: Pick<GeneratedDeployment, "name" | "model" | "alias" | "inputs" | "output">,
): Promise<OpenedModel> {
  const version = await resolve(metadata, deployment.model, deployment.alias).catch((cause: unknown) => {
    if (!(cause instanceof StoreError)) throw cause;
    throw new UserError(
      {
        code: "F5134",
        message: `Deployment '${deployment.name}' serves ${deployment.model}@${deployment.alias}, and there is no such version.`,
        hint: `Train one: npx bifold train ${deployment.model}`,
      },
      { cause },
    );
  });
  const file = await fetchModel(project, artifacts, version);
  const expected = { features: deployment.inputs, output: deployment.output };
  const session = await openModel({ file, expected });
  const served: LoadedModel = {
    name: deployment.model,
    version: String(version.version),
    alias: deployment.alias,
    runId: version.runId,
    trainedOn: version.featureFingerprints,
    run: (batch, rows) => session.run(batch, rows),
  };
  return { served, session };
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
