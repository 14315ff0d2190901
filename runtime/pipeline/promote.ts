// Which alias a fresh model version gets: champion where none can serve the features of today, challenger otherwise.
import type { Metadata } from "../database/metadata-database.ts";
import { currentVersion, moveAlias } from "../registry/aliases.ts";
import type { ModelVersion } from "../registry/records.ts";
import { getVersion } from "../registry/versions.ts";

export const CHALLENGER = "challenger";

export interface PromoteOptions {
  readonly metadata: Metadata;
  readonly version: ModelVersion;
  /** The alias that the model's deployment follows. */
  readonly alias: string;
  readonly actor: string;
  /** What the decision can be checked by: the trainer's report. */
  readonly evidence: unknown;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** This alias and no other: what is served is decided elsewhere. */
  readonly only?: string;
}

/** Returns the alias. */
export async function promote(options: PromoteOptions): Promise<string> {
  const { metadata, version, alias, actor, evidence, now } = options;
  const { model } = version;
  if (options.only !== undefined) {
    const reason = "trained anew, to be judged";
    await moveAlias(metadata, {
      model,
      alias: options.only,
      to: version.version,
      actor,
      reason,
      evidence,
      now,
    });
    return options.only;
  }
  const current = await currentVersion(metadata, model, alias);
  const served = current === null ? null : await getVersion(metadata, model, current);
  const takesOver = served === null || !sameFeatures(served, version);
  const reason =
    served === null
      ? "the first version"
      : takesOver
        ? `version ${served.version} was trained on other features than are compiled now`
        : `trained beside version ${served.version}, which stays until this one is promoted`;
  await moveAlias(metadata, {
    model,
    alias: takesOver ? alias : CHALLENGER,
    to: version.version,
    actor,
    reason,
    evidence,
    now,
    ...(takesOver ? { expected: current } : {}),
  });
  return takesOver ? alias : CHALLENGER;
}

/** Whether one app can feed both: the same fingerprints and the same input vector. */
function sameFeatures(left: ModelVersion, right: ModelVersion): boolean {
  const of = ({ featureFingerprints, signature }: ModelVersion): string =>
    JSON.stringify([Object.entries(featureFingerprints).sort(), signature]);
  return of(left) === of(right);
}
