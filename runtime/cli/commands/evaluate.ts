// `bifold evaluate`: judges a version beside the champion, through the path that serves them.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { examples } from "../arguments/examples.ts";
import {
  countArgument,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";

type Options = EnvironmentOption & JsonOption & { readonly resamples?: number; readonly html?: string };

export function addEvaluate({ program, surroundings, run }: CommandSite): void {
  program
    .command("evaluate <model>")
    .description(
      "judge a version (default: the challenger) and the champion on the rows held out; the report stays with its run",
    )
    .option("--resamples <count>", "resamples that intervals are made of (default: 200)", countArgument)
    .option("--html <file>", "write the report here, too")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("evaluate late_model", "evaluate late_model@3 --html report.html"))
    .action((text: string, options: Options) =>
      run(options, async (screen) => {
        const { readEvaluationHtml } = await import("../../evaluate/keep-evaluation.ts");
        const { parseSubject, requireVersion } = await import("../../loop/subject.ts");
        const { CHALLENGER } = await import("../../pipeline/promote.ts");
        const { datasetStep } = await import("../steps/dataset-step.ts");
        const { evaluateStep, RESAMPLES } = await import("../steps/evaluate-step.ts");
        const { withLoop } = await import("../steps/loop.ts");
        const { prepareOffline } = await import("../steps/prepare-offline.ts");
        const { model, which } = parseSubject(text);
        return withLoop(surroundings, screen, { env: options.env, model }, async (loop) => {
          const { session, workspace } = loop;
          const challenger = await requireVersion(session.metadata, { model, which: which ?? CHALLENGER });
          const offline = await prepareOffline(workspace, { trainingSets: [loop.model.trainingSet] });
          try {
            const { dataset } = await datasetStep(workspace, offline, loop.model.trainingSet);
            const { resamples = RESAMPLES } = options;
            const { report, files, skipped } = await evaluateStep(loop, {
              challenger,
              dataset,
              offline,
              resamples,
            });
            if (options.html !== undefined) {
              const file = path.resolve(surroundings.folder, options.html);
              await writeFile(file, await readEvaluationHtml(session, challenger));
            }
            screen.result({ skipped, files, report });
            return 0;
          } finally {
            offline.close();
          }
        });
      }),
    );
}
