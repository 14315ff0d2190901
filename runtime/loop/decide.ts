// Moves the served alias to a version, or leaves it: the decision with its evidence in the alias's history.
import type { Metadata } from "../database/metadata-database.ts";
import type { EvaluationReport } from "../evaluate/evaluation.ts";
import { CHALLENGER } from "../pipeline/promote.ts";
import { currentVersion, moveAlias } from "../registry/aliases.ts";
import type { AliasMove, ModelVersion } from "../registry/records.ts";
import { UserError } from "../user-error.ts";
import type { GateVerdict } from "./judge-gates.ts";

export interface Decision {
  readonly metadata: Metadata;
  readonly version: ModelVersion;
  /** The alias that is served. */
  readonly alias: string;
  /** Where it was when the version was judged; null: nowhere. */
  readonly from: number | null;
  readonly report: EvaluationReport;
  readonly verdicts: readonly GateVerdict[];
  /** Why it is promoted although gates failed; null: it is not. */
  readonly force: string | null;
  readonly why: string | null;
  readonly actor: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Null where gates failed and nobody forced it. RESOURCE_CONFLICT where somebody moved the alias meanwhile.
 * @throws UserError F5808 where somebody else promoted this very version before it was judged.
 */
export async function decide(decision: Decision): Promise<AliasMove | null> {
  const { metadata, version, alias, from, report, verdicts, force, actor, now } = decision;
  if (from === version.version) {
    throw new UserError({
      code: "F5808",
      message: `Version ${from} of ${version.model} is ${alias} already: somebody promoted it meanwhile.`,
      hint: `npx bifold models history ${version.model}`,
    });
  }
  const failed = verdicts.filter(({ passed }) => !passed);
  if (failed.length > 0 && force === null) return null;
  const forced = failed.length > 0;
  const move = await moveAlias(metadata, {
    model: version.model,
    alias,
    expected: from,
    to: version.version,
    actor,
    reason: forced ? `forced: ${force}` : (decision.why ?? "all gates hold"),
    evidence: {
      forced,
      gates: verdicts,
      evaluation: { key: report.key, run_id: version.runId, dataset: report.dataset.id },
      metrics: Object.fromEntries(
        Object.entries(report.challenger.metrics).map(([name, estimate]) => [name, estimate.value]),
      ),
    },
    now,
  });
  await retireChallenger(decision);
  return move;
}

/** What was promoted is no challenger any more; where somebody moved that alias meanwhile, it stays. */
async function retireChallenger({ metadata, version, alias, actor, now }: Decision): Promise<void> {
  const { model } = version;
  if (alias === CHALLENGER) return;
  if ((await currentVersion(metadata, model, CHALLENGER)) !== version.version) return;
  await moveAlias(metadata, {
    model,
    alias: CHALLENGER,
    expected: version.version,
    to: null,
    actor,
    reason: `it is ${alias} now`,
    now,
  });
}
