// The step that trains a model, and says how good it is.
import type { Dataset } from "../../pipeline/dataset.ts";
import type { MetadataSession } from "../../pipeline/metadata-session.ts";
import { type TrainedModel, trainModel } from "../../pipeline/train-model.ts";
import { metricsText } from "../views/metrics.ts";
import { showStep, timer } from "../views/step.ts";
import type { Workspace } from "../workspace.ts";

export async function trainStep(
  workspace: Workspace,
  session: MetadataSession,
  dataset: Dataset,
  model: string,
  options: { readonly alias?: string } = {},
): Promise<TrainedModel & { readonly seconds: number }> {
  const { project, manifest, screen, surroundings } = workspace;
  const { variables, signal, now } = surroundings;
  const elapsed = timer(now);
  const progress = screen.progress(`train ${model}`);
  const trained = await trainModel({
    project,
    manifest,
    session,
    dataset,
    model,
    variables,
    signal,
    now,
    ...options,
    onProgress: ({ progress: share, message }) => progress.update(share, message),
    onLog: (line) => screen.note(`  | ${line}`),
  });
  const seconds = elapsed();
  const { version, aliases } = trained.version;
  const alias = trained.alias ?? aliases.join(", ");
  showStep(screen, {
    name: "train",
    text: `${model} version ${version}${alias === "" ? "" : `, ${alias}`}`,
    skipped: trained.skipped,
    seconds,
  });
  for (const line of metricsText(trained.metrics)) screen.detail(line);
  screen.detail(`run ${trained.runId}`);
  return { ...trained, seconds };
}
