// Judges a version on the data as they are now, then promotes it where its gates hold.
import { datasetStep } from "./dataset-step.ts";
import { type Evaluated, evaluateStep, RESAMPLES } from "./evaluate-step.ts";
import type { Loop } from "./loop.ts";
import { prepareOffline } from "./prepare-offline.ts";
import { type Promoted, promoteStep } from "./promote-step.ts";
import type { ModelVersion } from "../../registry/records.ts";
import { forceReason, type PromotionOptions } from "../arguments/promotion.ts";

export interface Judged extends Promoted {
  readonly evaluated: Evaluated;
}

export async function judgeAndPromote(
  loop: Loop,
  version: ModelVersion,
  options: PromotionOptions,
): Promise<Judged> {
  const { workspace, model } = loop;
  const force = forceReason(options);
  const offline = await prepareOffline(workspace, { trainingSets: [model.trainingSet] });
  try {
    const { dataset } = await datasetStep(workspace, offline, model.trainingSet);
    const evaluated = await evaluateStep(loop, {
      challenger: version,
      dataset,
      offline,
      resamples: RESAMPLES,
    });
    const promoted = await promoteStep(loop, {
      version,
      dataset,
      offline,
      evaluated,
      clock: options.clock ?? workspace.surroundings.now() * 1000,
      force,
      why: options.why ?? null,
      keys: options.keys,
    });
    return { ...promoted, evaluated };
  } finally {
    offline.close();
  }
}

export function judgedValue(version: ModelVersion, { evaluated, verdicts, move }: Judged) {
  const { report, files, skipped } = evaluated;
  return {
    promoted: move !== null,
    forced: move !== null && verdicts.some(({ passed }) => !passed),
    model: version.model,
    version: version.version,
    from: evaluated.champion?.version ?? null,
    gates: verdicts,
    evaluation: {
      key: report.key,
      skipped,
      files,
      metrics: report.challenger.metrics,
      advantage: report.advantage,
    },
  };
}
