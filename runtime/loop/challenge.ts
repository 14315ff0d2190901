// Makes sure that a version which was trained, perhaps by a process that was killed since, is there to be judged.
import type { MetadataSession } from "../pipeline/metadata-session.ts";
import { CHALLENGER } from "../pipeline/promote.ts";
import { currentVersion, moveAlias } from "../registry/aliases.ts";
import type { ModelVersion } from "../registry/records.ts";
import { readRunInfo } from "../tracking/read-runs.ts";
import { updateRun } from "../tracking/runs.ts";

export interface ChallengeOptions {
  readonly version: ModelVersion;
  /** The alias that is served. */
  readonly alias: string;
  readonly actor: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the version is now: served already, or a challenger. */
export async function challenge(
  { metadata }: Pick<MetadataSession, "metadata">,
  { version, alias, actor, now }: ChallengeOptions,
): Promise<"served" | "challenger"> {
  const { model, runId } = version;
  if (runId !== null && (await readRunInfo(metadata, runId)).status === "RUNNING") {
    await updateRun(metadata, runId, { status: "FINISHED", endTime: now });
  }
  if ((await currentVersion(metadata, model, alias)) === version.version) return "served";
  const before = await currentVersion(metadata, model, CHALLENGER);
  if (before === version.version) return "challenger";
  await moveAlias(metadata, {
    model,
    alias: CHALLENGER,
    expected: before,
    to: version.version,
    actor,
    reason: "it was trained from the same data, definitions and code before",
    now,
  });
  return "challenger";
}
