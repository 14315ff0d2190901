// `bifold promote`: lets a version be served where its gates hold.
import { examples } from "../arguments/examples.ts";
import { addPromotionOptions, type PromotionOptions } from "../arguments/promotion.ts";
import type { CommandSite } from "../command-site.ts";

export function addPromote({ program, surroundings, run }: CommandSite): void {
  const command = program
    .command("promote <model>")
    .description(
      "promote a version (default: the challenger) where its gates hold; exit with 1 where one fails",
    );
  addPromotionOptions(command)
    .addHelpText(
      "after",
      examples(
        "promote late_model",
        'promote late_model@7 --force --why "the airport moved, as agreed in #231"',
      ),
    )
    .action((text: string, options: PromotionOptions) =>
      run(options, async (screen) => {
        const { parseSubject, requireVersion } = await import("../../loop/subject.ts");
        const { CHALLENGER } = await import("../../pipeline/promote.ts");
        const { judgeAndPromote, judgedValue } = await import("../steps/judge-and-promote.ts");
        const { withLoop } = await import("../steps/loop.ts");
        const { model, which } = parseSubject(text);
        return withLoop(surroundings, screen, { env: options.env, model }, async (loop) => {
          const { metadata } = loop.session;
          const version = await requireVersion(metadata, { model, which: which ?? CHALLENGER });
          if (version.aliases.includes(loop.alias)) {
            screen.result({ promoted: false, model, version: version.version, gates: [] });
            screen.line(`${model} version ${version.version} is ${loop.alias} already.`);
            return 0;
          }
          const judged = await judgeAndPromote(loop, version, options);
          screen.result(judgedValue(version, judged));
          return judged.move === null ? 1 : 0;
        });
      }),
    );
}
