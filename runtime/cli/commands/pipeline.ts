// `bifold pipeline`: retrain, evaluate, promote, for cron or CI; what was done before is not done again.
import { examples } from "../arguments/examples.ts";
import { addPromotionOptions, type PromotionOptions } from "../arguments/promotion.ts";
import type { CommandSite } from "../command-site.ts";

export function addPipeline({ program, surroundings, run }: CommandSite): void {
  const command = program
    .command("pipeline <model>")
    .description("retrain, evaluate and promote; run again after a failure, it goes on where it stopped");
  addPromotionOptions(command)
    .addHelpText("after", examples("pipeline late_model", "pipeline late_model --env production --json"))
    .action((model: string, options: PromotionOptions) =>
      run(options, async (screen) => {
        const { forceReason } = await import("../arguments/promotion.ts");
        const { judgeAndPromote, judgedValue } = await import("../steps/judge-and-promote.ts");
        const { withLoop } = await import("../steps/loop.ts");
        const { retrainedValue, retrainStep } = await import("../steps/retrain-step.ts");
        // Before an hour of training, not after it.
        forceReason(options);
        return withLoop(surroundings, screen, { env: options.env, model }, async (loop) => {
          const retrained = await retrainStep(loop);
          const { version } = retrained.trained;
          if (retrained.state === "served") {
            screen.result({ retrain: retrainedValue(retrained), promote: null });
            screen.line(`Nothing is new: version ${version.version} is ${loop.alias} already.`);
            return 0;
          }
          const judged = await judgeAndPromote(loop, version, options);
          screen.result({ retrain: retrainedValue(retrained), promote: judgedValue(version, judged) });
          return judged.move === null ? 1 : 0;
        });
      }),
    );
}
