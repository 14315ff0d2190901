// `bifold gc`: frees the bytes of artifacts that nothing refers to any more.
import { examples } from "../arguments/examples.ts";
import {
  countArgument,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { bytes, count } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";

type Options = EnvironmentOption & JsonOption & { readonly dryRun?: boolean; readonly grace: number };

/** Minutes: longer than an upload between its last byte and its entry in the database can take. */
const GRACE = 60;
const MINUTE = 60_000;

export function addGc({ program, surroundings, run }: CommandSite): void {
  program
    .command("gc")
    .description("free the bytes of artifacts that no run, version or snapshot refers to")
    .option("--dry-run", "say what would go, and remove nothing")
    .option("--grace <minutes>", "keep what was stored within this time", countArgument, GRACE)
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("gc --dry-run", "gc --env production"))
    .action((options: Options) =>
      run(options, async (screen) => {
        const { openMetadata } = await import("../../pipeline/metadata-session.ts");
        const { snapshotRoots } = await import("../../pipeline/snapshot-roots.ts");
        const { collectGarbage } = await import("../../tracking/artifacts/collect-garbage.ts");
        const project = await projectOf(surroundings, options);
        const session = await openMetadata(project);
        try {
          const { dryRun = false, grace } = options;
          const report = await collectGarbage(session.metadata, session.blobs, {
            now: surroundings.now(),
            grace: grace * MINUTE,
            roots: await snapshotRoots(project),
            dryRun,
          });
          screen.result({ ...report, dryRun });
          const did = dryRun ? "would be removed" : "removed";
          showStep(screen, {
            name: "gc",
            text: `${count(report.removedBlobs, "file")} ${did}, ${bytes(report.freedBytes)}; ${count(report.keptBlobs, "file")} kept`,
          });
          return 0;
        } finally {
          await session.close();
        }
      }),
    );
}
