// `bifold train`: trains a model, records the run, registers the version.
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";

type Options = EnvironmentOption & JsonOption;

export function addTrain({ program, surroundings, run }: CommandSite): void {
  program
    .command("train <model>")
    .description("train a model on its training set, record the run, register the version")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("train late_model"))
    .action((name: string, options: Options) =>
      run(options, async (screen) => {
        const { openMetadata } = await import("../../pipeline/metadata-session.ts");
        const { requireTrainer } = await import("../../pipeline/require-trainer.ts");
        const { requireModel } = await import("../../pipeline/train-model.ts");
        const { datasetStep } = await import("../steps/dataset-step.ts");
        const { prepareOffline } = await import("../steps/prepare-offline.ts");
        const { trainStep } = await import("../steps/train-step.ts");
        const { openWorkspace } = await import("../workspace.ts");
        const workspace = await openWorkspace(surroundings, screen, options);
        const model = requireModel(workspace.manifest, name);
        await requireTrainer(workspace.project, model);
        const session = await openMetadata(workspace.project);
        try {
          const offline = await prepareOffline(workspace, { trainingSets: [model.trainingSet] });
          // Closed before training starts: the trainer wants the memory.
          const { dataset } = await datasetStep(workspace, offline, model.trainingSet).finally(offline.close);
          const trained = await trainStep(workspace, session, dataset, name);
          screen.result({
            model: name,
            version: trained.version.version,
            alias: trained.alias,
            skipped: trained.skipped,
            runId: trained.runId,
            dataset: dataset.id,
            metrics: trained.metrics,
          });
          return 0;
        } finally {
          await session.close();
        }
      }),
    );
}
