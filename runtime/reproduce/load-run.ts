// A run with its record and the hashes of its artifacts, as the tracking store has them.
import { buffer } from "node:stream/consumers";
import type { MetadataSession } from "../pipeline/metadata-session.ts";
import { RECORD_FILE, type RunRecord } from "../run/record.ts";
import { readRun } from "../tracking/read-runs.ts";
import type { Run } from "../tracking/records.ts";
import { runArtifactPath } from "../tracking/run-artifacts.ts";
import { UserError } from "../user-error.ts";

export type Store = Pick<MetadataSession, "metadata" | "artifacts">;

/** By path below the run's folder: SHA-256. */
export type ArtifactHashes = ReadonlyMap<string, string>;

export interface LoadedRun {
  readonly run: Run;
  /** Null where it was not recorded by Bifold. */
  readonly record: RunRecord | null;
  readonly artifacts: ArtifactHashes;
}

export async function loadRun(store: Store, runId: string): Promise<LoadedRun> {
  const run = await readRun(store.metadata, runId);
  const artifacts = new Map<string, string>();
  await addFolder(store, run, "", artifacts);
  const record = artifacts.has(RECORD_FILE)
    ? (JSON.parse((await readArtifact(store, run, RECORD_FILE)).toString()) as RunRecord)
    : null;
  return { run, record, artifacts };
}

/** @throws UserError F5162 where the run has no record, or one of another version. */
export function requireRecord({ run, record }: LoadedRun): RunRecord {
  if (record?.format === 1) return record;
  throw new UserError({
    code: "F5162",
    message:
      record === null
        ? `Run ${run.info.runId} has no record of what it was made from.`
        : `The record of run ${run.info.runId} is of version ${record.format}, and version 1 is understood.`,
    hint: "Runs of `npx bifold train` and `npx bifold run -- COMMAND` have one.",
  });
}

/** For small files: the whole content. */
export async function readArtifact({ artifacts }: Store, { info }: Run, path: string): Promise<Buffer> {
  const { stream } = await artifacts.open(runArtifactPath(info.experimentId, info.runId, path));
  return buffer(stream);
}

async function addFolder(store: Store, run: Run, folder: string, found: Map<string, string>): Promise<void> {
  const { experimentId, runId } = run.info;
  const placeOf = (path: string): string => runArtifactPath(experimentId, runId, path);
  for (const { name, isFolder } of await store.artifacts.list(placeOf(folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isFolder) {
      await addFolder(store, run, path, found);
      continue;
    }
    const blob = await store.artifacts.find(placeOf(path));
    if (blob !== null) found.set(path, blob.digest);
  }
}
