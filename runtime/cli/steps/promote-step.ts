// The step that holds a version against its gates, and lets it be served where they hold.
import { decide } from "../../loop/decide.ts";
import { type GateVerdict, judgeGates } from "../../loop/judge-gates.ts";
import type { OfflineSession } from "../../pipeline/offline-session.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import type { AliasMove, ModelVersion } from "../../registry/records.ts";
import { UserError } from "../../user-error.ts";
import { count } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";
import { tableLines } from "../views/table.ts";
import type { Evaluated } from "./evaluate-step.ts";
import type { Loop } from "./loop.ts";
import { openOnline } from "./open-online.ts";
import { verifyStep } from "./verify-step.ts";

export interface PromoteStepOptions {
  readonly version: ModelVersion;
  readonly dataset: Dataset;
  readonly offline: OfflineSession;
  readonly evaluated: Evaluated;
  /** Microseconds since 1970. */
  readonly clock: number;
  readonly force: string | null;
  readonly why: string | null;
  /** Keys of each view that an audit compares. */
  readonly keys: number;
}

export interface Promoted {
  readonly verdicts: readonly GateVerdict[];
  /** Null where it stays as it is. */
  readonly move: AliasMove | null;
}

export async function promoteStep(loop: Loop, options: PromoteStepOptions): Promise<Promoted> {
  const { workspace, session, model, alias, actor } = loop;
  const { screen, surroundings } = workspace;
  const { version, evaluated, clock, force, why } = options;
  const { gates } = model.evaluation;
  const verdicts = judgeGates(gates, evaluated.report, {
    otherFeatures: otherFeatures(loop, version),
    clock,
    audit: gates.audit ? await audit(loop, options) : null,
  });
  const move = await decide({
    metadata: session.metadata,
    version,
    alias,
    from: evaluated.champion?.version ?? null,
    report: evaluated.report,
    verdicts,
    force,
    why,
    actor,
    now: surroundings.now(),
  });
  const failed = verdicts.filter(({ passed }) => !passed).length;
  const outcome =
    move === null
      ? screen.style("red", `not promoted: ${count(failed, "gate")} of ${verdicts.length} failed`)
      : `version ${version.version} is ${alias}${failed === 0 ? "" : `, by force: ${count(failed, "gate")} failed`}`;
  showStep(screen, { name: "promote", text: `${model.name}: ${outcome}` });
  const rows = verdicts.map(({ gate, wanted, found, passed }) => [
    passed ? "pass" : "FAIL",
    gate,
    wanted,
    found,
  ]);
  for (const line of tableLines([["", "gate", "wanted", "found"], ...rows])) screen.detail(line);
  return { verdicts, move };
}

function otherFeatures({ workspace }: Loop, { featureFingerprints }: ModelVersion): readonly string[] {
  const { fingerprints } = workspace.manifest;
  return Object.entries(featureFingerprints).flatMap(([view, fingerprint]) =>
    (fingerprints[`feature_view/${view}`] ?? fingerprints[`request_view/${view}`]) === fingerprint
      ? []
      : [view],
  );
}

/** What is served against SQL; that nothing is served yet is a verdict, not a failure. */
async function audit({ workspace, set }: Loop, { offline, dataset, keys }: PromoteStepOptions) {
  const store = await openOnline(workspace.project);
  try {
    const found = await verifyStep(workspace, offline, store, {
      featureViews: set.featureViews,
      requestViews: [],
      keys,
      datasets: [dataset],
    });
    const sum = (of: "compared" | "differences") => found.reduce((total, each) => total + each[of], 0);
    return { compared: sum("compared"), differences: sum("differences"), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { compared: 0, differences: 0, problem: `${error.message} ${error.hint ?? ""}`.trim() };
  } finally {
    await store.close();
  }
}
