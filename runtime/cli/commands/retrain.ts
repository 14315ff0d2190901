// `bifold retrain`: trains a model on the data as they are now, as a challenger of what is served.
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";

type Options = EnvironmentOption & JsonOption;

export function addRetrain({ program, surroundings, run }: CommandSite): void {
  program
    .command("retrain <model>")
    .description("snapshot, train, record, and register the version as challenger; what is served stays")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("retrain late_model"))
    .action((name: string, options: Options) =>
      run(options, async (screen) => {
        const { withLoop } = await import("../steps/loop.ts");
        const { retrainedValue, retrainStep } = await import("../steps/retrain-step.ts");
        return withLoop(surroundings, screen, { env: options.env, model: name }, async (loop) => {
          const retrained = await retrainStep(loop);
          screen.result(retrainedValue(retrained));
          if (retrained.state === "served") screen.line(`Nothing is new: it is ${loop.alias} already.`);
          return 0;
        });
      }),
    );
}
