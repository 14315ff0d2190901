// `bifold server`: the project's runs, artifacts and models over HTTP, as MLflow's clients speak it.
import path from "node:path";
import type { Registration } from "../../pipeline/check-registration.ts";
import { type Project, STATE_FOLDER } from "../../project/project.ts";
import type { ArtifactStore } from "../../tracking/artifacts/artifact-store.ts";
import { UserError } from "../../user-error.ts";
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
  portArgument,
} from "../arguments/options.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { aborted } from "../signals.ts";
import { showStep } from "../views/step.ts";

type Options = EnvironmentOption &
  JsonOption & {
    readonly port: number;
    readonly host?: string;
    readonly tokens?: string;
    readonly testReset?: boolean;
  };

const MLFLOW_PORT = 5000;

export function addServer({ program, surroundings, run }: CommandSite): void {
  program
    .command("server")
    .description("serve runs, artifacts and models to MLflow clients until Ctrl-C")
    .option("--port <port>", "port to listen on", portArgument, MLFLOW_PORT)
    .option("--host <host>", "address to listen on (default: 127.0.0.1; another needs --tokens)")
    .option("--tokens <file>", 'who may do what: JSON, [{"name", "role": "reader|writer|admin", "token"}]')
    .option("--test-reset", "offer POST /test/reset, which empties everything: for conformance suites only")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("server", "server --port 5001", "server --host 0.0.0.0 --tokens tokens.json"),
    )
    .action((options: Options) =>
      run(options, async (screen) => {
        const { openMetadata } = await import("../../pipeline/metadata-session.ts");
        const { listen } = await import("../../server/listen.ts");
        const { readTokens } = await import("../../server/read-tokens.ts");
        const { newRunId } = await import("../../tracking/new-run-id.ts");
        const { requireFreePort } = await import("../steps/require-free-port.ts");
        const project = await projectOf(surroundings, options);
        const tokens = options.tokens === undefined ? undefined : await readTokens(options.tokens);
        await requireFreePort(options.host ?? "127.0.0.1", options.port);
        const session = await openMetadata(project, { report: (problem) => screen.note(String(problem)) });
        try {
          const server = await listen({
            metadata: session.metadata,
            artifacts: session.artifacts,
            now: surroundings.now,
            newId: newRunId,
            port: options.port,
            report: (problem) => screen.note(String(problem)),
            testReset: options.testReset ?? false,
            checkVersion: (registration) => checkVersion(project, session.artifacts, registration),
            ...(options.host === undefined ? {} : { host: options.host }),
            ...(tokens === undefined ? {} : { tokens }),
          });
          screen.result({ url: server.url });
          showStep(screen, { name: "server", text: `${server.url}, for MLFLOW_TRACKING_URI` });
          screen.detail("Ctrl-C stops it");
          await aborted(surroundings.signal);
          await server.close();
          return 0;
        } finally {
          await session.close();
        }
      }),
    );
}

/** Loaded when a model is first registered: ONNX Runtime would otherwise double what an idle server takes. */
async function checkVersion(project: Project, artifacts: ArtifactStore, registration: Registration) {
  const { checkRegistration } = await import("../../pipeline/check-registration.ts");
  const { loadManifest } = await import("../../project/load-manifest.ts");
  const manifest = await loadManifest(project).catch((problem: unknown) => {
    // Where nothing was compiled, nothing is declared; any other manifest that cannot be read must be looked at.
    if (problem instanceof UserError && problem.code === "F5110") return null;
    throw problem;
  });
  if (manifest === null) return null;
  const folder = path.join(project.root, STATE_FOLDER, "models");
  return checkRegistration(manifest, artifacts, { folder, registration });
}
