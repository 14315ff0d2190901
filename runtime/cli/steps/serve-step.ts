// The step that puts the generated app on a port, with its models loaded and warm.
import type { OnlineStore } from "../../online/contract.ts";
import { PredictionLog } from "../../monitor/prediction-log.ts";
import { loadModel } from "../../pipeline/load-model.ts";
import type { MetadataSession } from "../../pipeline/metadata-session.ts";
import type { Project } from "../../project/project.ts";
import { importGenerated } from "../../project/load-manifest.ts";
import { currentVersions } from "../../registry/aliases.ts";
import type { AliasFollower, AliasSource } from "../../serving/follow-aliases.ts";
import type { GeneratedDeployment, LoadedModel } from "../../serving/contract.ts";
import type { Serving, ServingServices } from "../../serving/create-serving-app.ts";
import { serve } from "../../serving/serve.ts";
import { UserError } from "../../user-error.ts";
import type { Workspace } from "../workspace.ts";

export interface ServeStepOptions {
  readonly host: string;
  readonly port: number;
  /** The time that requests ask as of, microseconds since 1970. */
  readonly clock: () => number;
}

export interface Served {
  readonly url: string;
  readonly deployments: readonly GeneratedDeployment[];
  /** By deployment: what it began with; it then follows its alias. */
  readonly models: ReadonlyMap<string, LoadedModel>;
  /** Answers what is in work, then frees port and models. */
  close(): Promise<void>;
}

/** @throws UserError F5601 */
export function requireDeployments({ project, manifest }: Pick<Workspace, "project" | "manifest">): void {
  if (manifest.program.deployments.length > 0) return;
  throw new UserError({
    code: "F5601",
    message: `Project '${project.name}' has no deployment: there is nothing to serve.`,
    hint: "Declare one with deployment({ model, alias }) and compile.",
  });
}

export async function serveStep(
  { project, manifest, screen, surroundings: { now } }: Workspace,
  store: OnlineStore,
  session: MetadataSession,
  { host, port, clock }: ServeStepOptions,
): Promise<Served> {
  requireDeployments({ project, manifest });
  const { deployments } = await importGenerated<{ deployments: readonly GeneratedDeployment[] }>(
    project,
    manifest,
    "serving/deployments.ts",
  );
  const { createApp } = await importGenerated<{ createApp: (services: ServingServices) => Serving }>(
    project,
    manifest,
    "serving/app.ts",
  );
  const { log } = project.environment.serving;
  const predictions =
    log === undefined ? null : new PredictionLog({ folder: log, now, report: (text) => screen.note(text) });
  const serving = createApp({
    store,
    models: new Map(),
    clock,
    ...(predictions === null ? {} : { predictions }),
  });
  const server = await serve(serving, { host, port }).catch(refused);
  const models = new Map<string, LoadedModel>();
  let follower: AliasFollower | null = null;
  const close = async (): Promise<void> => {
    await Promise.all([follower?.stop(), server.close()]);
    await predictions?.close();
    await serving.closeModels();
  };
  try {
    for (const deployment of deployments) {
      screen.progress("load model").update(null, `${deployment.model}@${deployment.alias}`);
      const { served } = await loadModel(project, session, deployment);
      models.set(deployment.name, served);
      await serving.publish(deployment.name, served).catch(async (error: unknown) => {
        await served.close?.();
        throw error;
      });
    }
  } catch (error) {
    await close();
    throw error;
  }
  follower = serving.follow(aliasSource(project, session, deployments, (text) => screen.note(text)));
  return { url: server.url, deployments, models, close };
}

/** The project's registry, as a running app asks it. */
function aliasSource(
  project: Project,
  session: MetadataSession,
  deployments: readonly GeneratedDeployment[],
  report: (text: string) => void,
): AliasSource {
  return {
    report,
    versions: async () => {
      const versions = await currentVersions(session.metadata, deployments);
      return new Map(
        deployments.map(({ name }, at) => [name, versions[at] == null ? null : String(versions[at])]),
      );
    },
    load: async (deployment) => (await loadModel(project, session, deployment)).served,
  };
}

/** What the operating system says about the address is the user's to mend. */
function refused(error: unknown): never {
  if (error instanceof UserError) throw error;
  if (error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code !== undefined) {
    throw new UserError({ code: "F5602", message: error.message }, { cause: error });
  }
  throw error;
}
