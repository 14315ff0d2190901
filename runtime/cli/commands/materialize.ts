// `bifold materialize`: fills the online store with views as of an instant.
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  instantArgument,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";

type Options = EnvironmentOption & JsonOption & { readonly to?: number; readonly replace?: boolean };

export function addMaterialize({ program, surroundings, run }: CommandSite): void {
  program
    .command("materialize [views...]")
    .description("fill the online store with feature views, all of them where none is named")
    .option("--to <time>", "as of the latest cut at this instant (default: now)", instantArgument)
    .option("--replace", "allow a cut that is earlier than the one that is served")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("materialize", "materialize origin_delays --to 2001-06-30T12:00:00Z"))
    .action((names: readonly string[], options: Options) =>
      run(options, async (screen) => {
        const { materializeStep } = await import("../steps/materialize-step.ts");
        const { openOnline } = await import("../steps/open-online.ts");
        const { prepareOffline } = await import("../steps/prepare-offline.ts");
        const { requireViews } = await import("../view-names.ts");
        const { openWorkspace } = await import("../workspace.ts");
        const workspace = await openWorkspace(surroundings, screen, options);
        const { featureViews } = requireViews(workspace.manifest, names, ["feature_view"]);
        const store = await openOnline(workspace.project);
        try {
          const offline = await prepareOffline(workspace, { featureViews });
          try {
            const to = options.to ?? surroundings.now() * 1000;
            const reports = await materializeStep(workspace, offline, store, {
              views: featureViews,
              to,
              backwards: options.replace ?? false,
            });
            screen.result({ to, views: reports });
            return 0;
          } finally {
            offline.close();
          }
        } finally {
          await store.close();
        }
      }),
    );
}
