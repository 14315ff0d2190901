// The step that judges a version, unless it was judged on the very same things before.
import { evaluateModel } from "../../evaluate/evaluate-model.ts";
import {
  evaluationKey,
  findEvaluation,
  type KeptEvaluation,
  keepEvaluation,
} from "../../evaluate/keep-evaluation.ts";
import { evaluationHtml } from "../../evaluate/report-html.ts";
import { versionAt } from "../../loop/subject.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import type { OfflineSession } from "../../pipeline/offline-session.ts";
import type { ModelVersion } from "../../registry/records.ts";
import { evaluationLines } from "../views/evaluation.ts";
import { showStep, timer } from "../views/step.ts";
import type { Loop } from "./loop.ts";
import { ownInputs } from "./own-inputs.ts";
import { requestComputations } from "./request-computations.ts";

export const RESAMPLES = 200;

export interface EvaluateStepOptions {
  readonly challenger: ModelVersion;
  readonly dataset: Dataset;
  readonly offline: OfflineSession;
  readonly resamples: number;
}

export interface Evaluated extends KeptEvaluation {
  readonly champion: ModelVersion | null;
  readonly skipped: boolean;
}

export async function evaluateStep(loop: Loop, options: EvaluateStepOptions): Promise<Evaluated> {
  const { workspace, session, model, set, alias } = loop;
  const { project, manifest, screen, surroundings } = workspace;
  const { challenger, dataset, offline, resamples } = options;
  const champion = await versionAt(session.metadata, model.name, alias);
  const key = evaluationKey({ model, dataset, challenger, champion, resamples });
  const found = await findEvaluation(session, challenger, key);
  const elapsed = timer(surroundings.now);
  const progress = screen.progress(`evaluate ${model.name}`);
  const kept = found ?? (await evaluate());
  showStep(screen, {
    name: "evaluate",
    text: `${model.name} version ${challenger.version}${kept.report.champion === null ? "" : ` against version ${kept.report.champion.version}`}`,
    skipped: found !== null,
    seconds: elapsed(),
  });
  for (const line of evaluationLines(kept.report)) screen.detail(line);
  screen.detail(`run ${challenger.runId}: ${kept.files.html}`);
  return { ...kept, champion, skipped: found !== null };

  async function evaluate(): Promise<KeptEvaluation> {
    const report = await evaluateModel({
      project,
      metadata: session,
      engine: offline.engine,
      model,
      set,
      computations: await requestComputations(project, manifest, set),
      own: await ownInputs(project, manifest, model),
      dataset,
      key,
      challenger,
      champion,
      resamples,
      now: surroundings.now,
      elapsed: () => performance.now(),
      signal: surroundings.signal,
      onProgress: (share, message) => progress.update(share, message),
    });
    const html = evaluationHtml(report);
    return keepEvaluation(session, challenger, { report, html }, surroundings.now());
  }
}
