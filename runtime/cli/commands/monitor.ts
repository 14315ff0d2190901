// `bifold monitor`: how a served version does, by labels as they arrive and by how far its inputs have moved.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  instantArgument,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";

type Options = EnvironmentOption &
  JsonOption & {
    readonly deployment?: string;
    readonly since?: number;
    readonly log?: string;
    readonly html?: string;
  };

export function addMonitor({ program, surroundings, run }: CommandSite): void {
  program
    .command("monitor <model>")
    .description(
      "live metrics, calibration and drift of logged predictions; exit with 2 where a bound is crossed",
    )
    .option("--deployment <name>", "whose predictions (default: the one of the model)")
    .option("--since <time>", "only predictions as of this instant and later", instantArgument)
    .option("--log <folder>", "where predictions were logged (default: serving.log of the environment)")
    .option("--html <file>", "write a report here, too")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("monitor late_model", "monitor late_model@7 --since 2001-06-01 --html live.html"),
    )
    .action((text: string, options: Options) =>
      run(options, async (screen) => {
        const { parseSubject, requireVersion } = await import("../../loop/subject.ts");
        const { monitoringHtml } = await import("../../monitor/report-html.ts");
        const { withLoop } = await import("../steps/loop.ts");
        const { monitorStep } = await import("../steps/monitor-step.ts");
        const { monitoringLines } = await import("../views/monitoring.ts");
        const { model, which } = parseSubject(text);
        return withLoop(surroundings, screen, { env: options.env, model }, async (loop) => {
          const version = await requireVersion(loop.session.metadata, { model, which: which ?? loop.alias });
          const report = await monitorStep(loop, {
            version,
            deployment: options.deployment ?? null,
            since: options.since ?? null,
            log: options.log === undefined ? null : path.resolve(surroundings.folder, options.log),
          });
          if (options.html !== undefined) {
            await writeFile(path.resolve(surroundings.folder, options.html), monitoringHtml(report));
          }
          screen.result(report);
          for (const line of monitoringLines(report)) screen.line(line);
          return report.bounds.some(({ crossed }) => crossed) ? 2 : 0;
        });
      }),
    );
}
