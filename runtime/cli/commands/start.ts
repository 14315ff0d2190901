// `bifold start`: the whole way from definitions to a verified prediction, then serving until Ctrl-C.
import { examples } from "../arguments/examples.ts";
import {
  clockOption,
  countArgument,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
  portArgument,
} from "../arguments/options.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { aborted } from "../signals.ts";
import { showSummary, summaryValue } from "../views/summary.ts";

type Options = EnvironmentOption &
  JsonOption & {
    readonly once?: boolean;
    readonly clock?: number;
    readonly port?: number;
    readonly keys: number;
  };

const KEYS = 1_000;

export function addStart({ program, surroundings, run }: CommandSite): void {
  program
    .command("start")
    .description("compile, build, train, materialize, serve and verify; then keep serving")
    .option("--once", "end after verifying; exit with 1 where online and offline differ")
    .option("--port <port>", "port to listen on (default: as in bifold.yaml)", portArgument)
    .option("--keys <count>", "keys of each view to verify", countArgument, KEYS)
    .addOption(clockOption())
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("start", "start --once", "start --env redis --port 8080"))
    .action((options: Options) =>
      run(options, async (screen) => {
        const { openMetadata } = await import("../../pipeline/metadata-session.ts");
        const { compileStep } = await import("../steps/compile-step.ts");
        const { mainJob } = await import("../steps/main-job.ts");
        const { openOnline } = await import("../steps/open-online.ts");
        const { requireDeployments } = await import("../steps/serve-step.ts");
        const { requireFreePort } = await import("../steps/require-free-port.ts");
        const started = surroundings.now();
        const project = await projectOf(surroundings, options);
        const { host, port: declared } = project.environment.serving;
        const port = options.port ?? declared;
        // What can fail for want of a port or a store fails now, not after the training.
        await requireFreePort(host, port);
        const store = await openOnline(project);
        try {
          const workspace = await compileStep(surroundings, screen, project);
          requireDeployments(workspace);
          const session = await openMetadata(project);
          try {
            const { keys, clock = null } = options;
            const report = await mainJob(workspace, { store, session, host, port, clock, keys });
            try {
              const facts = {
                report,
                seconds: (surroundings.now() - started) / 1000,
                peakBytes: process.resourceUsage().maxRSS * 1024,
              };
              showSummary(screen, facts);
              screen.result(summaryValue(facts));
              if (report.verifications.some(({ differences }) => differences > 0)) return 1;
              if (options.once) return 0;
              screen.line(`\nServing on ${report.served.url} until Ctrl-C.`);
              await aborted(surroundings.signal);
              return 0;
            } finally {
              await report.served.close();
            }
          } finally {
            await session.close();
          }
        } finally {
          await store.close();
        }
      }),
    );
}
