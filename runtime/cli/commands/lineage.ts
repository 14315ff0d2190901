// `bifold lineage`: what a thing was made of, and what was made of it.
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import type { CommandSite } from "../command-site.ts";

type Options = EnvironmentOption &
  JsonOption & { readonly up?: boolean; readonly down?: boolean; readonly mermaid?: boolean };

export function addLineage({ program, surroundings, run }: CommandSite): void {
  program
    .command("lineage <thing>")
    .description(
      "trace a saved response, a deployment, a version, a run, a training set, a feature, a fingerprint or a source file",
    )
    .option("--up", "only what it was made of")
    .option("--down", "only what was made of it")
    .option("--mermaid", "as a Mermaid flow chart")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples(
        "lineage prediction.json",
        "lineage late_model@champion --up",
        "lineage origin_delays.mean_delay_6h --down --mermaid",
      ),
    )
    .action((thing: string, options: Options) =>
      run(options, async (screen) => {
        const { trace } = await import("../../lineage/trace.ts");
        const { openMetadata } = await import("../../pipeline/metadata-session.ts");
        const { lineageLines, lineageMermaid } = await import("../views/lineage.ts");
        const { openWorkspace } = await import("../workspace.ts");
        const { project, manifest } = await openWorkspace(surroundings, screen, options);
        const session = await openMetadata(project);
        try {
          const { up = false, down = false, mermaid = false } = options;
          const directions =
            up === down ? (["up", "down"] as const) : up ? (["up"] as const) : (["down"] as const);
          const traced = await trace(thing, {
            project,
            manifest,
            metadata: session.metadata,
            folder: surroundings.folder,
            directions,
          });
          const { subjects, lineage, rebuild } = traced;
          screen.result({ subjects, ...lineage, rebuild });
          const lines = mermaid ? lineageMermaid(lineage, subjects) : lineageLines(traced, directions);
          for (const line of lines) screen.line(line);
          return 0;
        } finally {
          await session.close();
        }
      }),
    );
}
