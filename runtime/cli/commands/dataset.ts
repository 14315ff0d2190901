// `bifold dataset`: a training set as Parquet, as of its declared rows or of the user's own.
import { constants } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";
import { count } from "../views/numbers.ts";
import { showStep, timer } from "../views/step.ts";

type Options = EnvironmentOption & JsonOption & { readonly output: string; readonly spine?: string };

export function addDataset({ program, surroundings, run }: CommandSite): void {
  program
    .command("dataset <name>")
    .description("write a training set as Parquet")
    .requiredOption("-o, --output <file>", "where to write it")
    .option("--spine <file>", "rows to look up instead of the declared ones: keys, as_of, request fields")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples(
        "dataset late_training -o late.parquet",
        "dataset late_training --spine bookings.csv -o out.parquet",
      ),
    )
    .action((name: string, options: Options) =>
      run(options, async (screen) => {
        const { buildDatasetOfSpine } = await import("../../pipeline/build-dataset.ts");
        const { requireTrainingSet } = await import("../../pipeline/dataset.ts");
        const { datasetStep } = await import("../steps/dataset-step.ts");
        const { prepareOffline } = await import("../steps/prepare-offline.ts");
        const { openWorkspace } = await import("../workspace.ts");
        const workspace = await openWorkspace(surroundings, screen, options);
        const set = requireTrainingSet(workspace.manifest, name);
        const output = path.resolve(surroundings.folder, options.output);
        // Rows of the user's own take the place of the declared ones, and have no label to look up.
        const work =
          options.spine === undefined ? { trainingSets: [name] } : { featureViews: set.featureViews };
        const offline = await prepareOffline(workspace, work);
        try {
          if (options.spine === undefined) {
            const { dataset } = await datasetStep(workspace, offline, name);
            await copyWhole(dataset.file, output);
            screen.result({ file: output, id: dataset.id, ...dataset.manifest });
            screen.detail(`written to ${options.output}`);
            return 0;
          }
          const elapsed = timer(surroundings.now);
          const progress = screen.progress(`build ${name}`);
          const { rows } = await buildDatasetOfSpine({
            project: workspace.project,
            manifest: workspace.manifest,
            offline,
            trainingSet: name,
            spine: path.resolve(surroundings.folder, options.spine),
            output,
            signal: surroundings.signal,
            onProgress: (share) => progress.update(share),
          });
          screen.result({ file: output, trainingSet: name, spine: options.spine, rows });
          const text = `${name}: ${count(rows, "row")} of ${options.spine}, written to ${options.output}`;
          showStep(screen, { name: "dataset", text, seconds: elapsed(), rows });
          return 0;
        } finally {
          offline.close();
        }
      }),
    );
}

/** First beside the target, then moved: never half a file. */
async function copyWhole(from: string, to: string): Promise<void> {
  const beside = `${to}.partial`;
  await mkdir(path.dirname(to), { recursive: true });
  try {
    await copyFile(from, beside, constants.COPYFILE_FICLONE);
    await rename(beside, to);
  } finally {
    await rm(beside, { force: true });
  }
}
