// `bifold verify`: holds what is served against what SQL says, bit for bit.
import { examples } from "../arguments/examples.ts";
import {
  countArgument,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";
import { count } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";
import { differencesText } from "../views/verification.ts";

type Options = EnvironmentOption & JsonOption & { readonly keys: number };

const KEYS = 1_000;

export function addVerify({ program, surroundings, run }: CommandSite): void {
  program
    .command("verify [views...]")
    .description("compare online values with offline ones, bit for bit; exit with 1 where any differs")
    .option(
      "--keys <count>",
      "keys to sample of each view, and rows of each request view",
      countArgument,
      KEYS,
    )
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("verify", "verify route_delays --keys 5000"))
    .action((names: readonly string[], options: Options) =>
      run(options, async (screen) => {
        const { currentDatasets } = await import("../../pipeline/current-datasets.ts");
        const { openOnline } = await import("../steps/open-online.ts");
        const { prepareOffline } = await import("../steps/prepare-offline.ts");
        const { verifyStep } = await import("../steps/verify-step.ts");
        const { requireViews } = await import("../view-names.ts");
        const { openWorkspace } = await import("../workspace.ts");
        const workspace = await openWorkspace(surroundings, screen, options);
        const views = requireViews(workspace.manifest, names, ["feature_view", "request_view"]);
        const store = await openOnline(workspace.project);
        try {
          // Request views find their rows in the snapshots of training sets.
          const trainingSets = workspace.manifest.program.trainingSets
            .filter((set) => set.requestViews.some((name) => views.requestViews.includes(name)))
            .map(({ name }) => name);
          const { featureViews } = views;
          const offline = await prepareOffline(workspace, { featureViews, trainingSets });
          try {
            const datasets = await currentDatasets(
              workspace.project,
              workspace.manifest,
              offline,
              trainingSets,
            );
            const found = await verifyStep(workspace, offline, store, {
              ...views,
              keys: options.keys,
              datasets,
            });
            const compared = found.reduce((sum, each) => sum + each.compared, 0);
            const differences = found.reduce((sum, each) => sum + each.differences, 0);
            const left = views.requestViews.filter((name) => !found.some(({ view }) => view === name));
            for (const name of left)
              screen.note(`${name}: left out, there is no training set with it to read.`);
            screen.result({ ok: differences === 0, compared, differences, views: found });
            showStep(screen, {
              name: "in all",
              text: `${count(compared, "value")} compared, ${differencesText(differences)}`,
            });
            return differences === 0 ? 0 : 1;
          } finally {
            offline.close();
          }
        } finally {
          await store.close();
        }
      }),
    );
}
