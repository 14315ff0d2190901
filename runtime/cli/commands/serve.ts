// `bifold serve`: the generated app on a port, until it is told to stop.
import { examples } from "../arguments/examples.ts";
import {
  clockOption,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
  portArgument,
} from "../arguments/options.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { aborted } from "../signals.ts";
import { instant } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";

type Options = EnvironmentOption &
  JsonOption & { readonly clock?: number; readonly port?: number; readonly host?: string };

export function addServe({ program, surroundings, run }: CommandSite): void {
  program
    .command("serve")
    .description("serve the deployments over HTTP until Ctrl-C")
    .option("--port <port>", "port to listen on (default: as in bifold.yaml)", portArgument)
    .option("--host <host>", "address to listen on (default: as in bifold.yaml)")
    .addOption(clockOption())
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples("serve", "serve --port 8080 --clock 2001-06-30T23:59:00Z"))
    .action((options: Options) =>
      run(options, async (screen) => {
        const { openMetadata } = await import("../../pipeline/metadata-session.ts");
        const { loadManifest } = await import("../../project/load-manifest.ts");
        const { openOnline } = await import("../steps/open-online.ts");
        const { serveStep } = await import("../steps/serve-step.ts");
        const project = await projectOf(surroundings, options);
        const workspace = { project, manifest: await loadManifest(project), screen, surroundings };
        const { host, port } = project.environment.serving;
        const frozen = options.clock;
        const session = await openMetadata(project);
        const store = await openOnline(project).catch(async (error: unknown) => {
          await session.close();
          throw error;
        });
        try {
          const served = await serveStep(workspace, store, session, {
            host: options.host ?? host,
            port: options.port ?? port,
            clock: frozen === undefined ? () => surroundings.now() * 1000 : () => frozen,
          });
          const deployments = served.deployments.map(({ name, model, alias }) => {
            const version = served.models.get(name)?.version ?? "";
            return { name, model, alias, version };
          });
          screen.result({ url: served.url, clock: frozen ?? null, deployments });
          for (const { name, model, alias, version } of deployments) {
            showStep(screen, {
              name: "serve",
              text: `${served.url}/v1/deployments/${name}/predict: ${model}@${alias}, version ${version}`,
            });
          }
          if (frozen !== undefined)
            screen.detail(`replay: every request is answered as of ${instant(frozen)}`);
          screen.detail("Ctrl-C stops it");
          await aborted(surroundings.signal);
          await served.close();
          return 0;
        } finally {
          await store.close();
          await session.close();
        }
      }),
    );
}
