// Finds the version that was trained from the very same things before.
import type { Metadata } from "../database/metadata-database.ts";
import type { ModelVersion } from "../registry/records.ts";
import { listVersions } from "../registry/versions.ts";
import { readRun } from "../tracking/read-runs.ts";
import { TRAINING_KEY_TAG } from "./training-key.ts";

export interface FoundTraining {
  readonly version: ModelVersion;
  readonly runId: string;
  /** The last value of each metric. */
  readonly metrics: Readonly<Record<string, number>>;
}

export async function findTraining(
  metadata: Metadata,
  model: string,
  key: string,
): Promise<FoundTraining | null> {
  const versions = await listVersions(metadata, model);
  const version = versions.findLast(({ tags }) =>
    tags.some((tag) => tag.key === TRAINING_KEY_TAG && tag.value === key),
  );
  if (version === undefined || version.runId === null) return null;
  const run = await readRun(metadata, version.runId);
  const metrics = Object.fromEntries(run.metrics.map((metric) => [metric.key, metric.value]));
  return { version, runId: version.runId, metrics };
}
