// Follows moved aliases while the app serves: what an alias points to is loaded beside what answers, then takes over.
import type { GeneratedDeployment, LoadedModel } from "./contract.ts";
import type { ServingState } from "./serving-state.ts";

/** Where a deployment's alias points, and how to get what it points to. */
export interface AliasSource {
  /** By deployment: the version that its alias points to; null where the alias is not set. */
  versions(): Promise<ReadonlyMap<string, string | null>>;
  /** Loads the version that the alias points to by now. */
  load(deployment: GeneratedDeployment): Promise<LoadedModel>;
  /** Told in one sentence of every version that takes over, and of what keeps one from it. */
  report(text: string): void;
  /** Milliseconds between two looks; default 1,000. */
  readonly everyMs?: number;
}

export interface AliasFollower {
  /** Ends following; a version that is being loaded does not take over any more. */
  stop(): Promise<void>;
}

const EVERY_MS = 1_000;
/** A version that failed is tried again after this many looks at most. */
const MOST_LOOKS = 64;

interface Failure {
  readonly version: string;
  /** The next try is at the look after so many; doubled by every failure. */
  readonly pause: number;
  looks: number;
}

export function followAliases(state: ServingState, source: AliasSource): AliasFollower {
  const { deployments, models, metrics } = state;
  const { everyMs = EVERY_MS, report } = source;
  const failures = new Map<string, Failure>();
  const unset = new Set<string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = Promise.resolve();
  metrics.registryUp = true;
  schedule();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return looking;
    },
  };

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      looking = look().finally(schedule);
    }, everyMs);
    timer.unref();
  }

  async function look(): Promise<void> {
    const versions = await source.versions().catch((problem: unknown) => {
      if (metrics.registryUp)
        report(`The registry does not answer, and models stay as they are: ${words(problem)}`);
      metrics.registryUp = false;
      return null;
    });
    if (versions === null) return;
    if (!metrics.registryUp) report("The registry answers again.");
    metrics.registryUp = true;
    for (const deployment of deployments) {
      const version = versions.get(deployment.name) ?? null;
      if (!stopped) await follow(deployment, version);
    }
  }

  async function follow(deployment: GeneratedDeployment, version: string | null): Promise<void> {
    const { name, model, alias } = deployment;
    const served = models.get(name)?.model.version ?? null;
    if (version === null) {
      if (!unset.has(name))
        report(`${model}@${alias} is not set any more: '${name}' stays with version ${served}.`);
      unset.add(name);
      return;
    }
    unset.delete(name);
    metrics.behind.set(name, version !== served);
    if (version === served) {
      failures.delete(name);
      return;
    }
    const failure = failures.get(name);
    if (failure?.version === version && --failure.looks > 0) return;
    try {
      await takeOver(deployment);
    } catch (problem) {
      const pause = failure?.version === version ? Math.min(2 * failure.pause, MOST_LOOKS) : 1;
      failures.set(name, { version, pause, looks: pause });
      metrics.swapped(name, "failed");
      report(
        `${model}@${alias} points to version ${version}, which cannot be served: ${words(problem)} '${name}' stays with version ${served}.`,
      );
    }
  }

  async function takeOver(deployment: GeneratedDeployment): Promise<void> {
    const { name, model, alias } = deployment;
    const loaded = await source.load(deployment);
    try {
      if (!stopped) await models.publish(name, loaded);
    } catch (problem) {
      await loaded.close?.();
      throw problem;
    }
    if (models.get(name)?.model !== loaded) return loaded.close?.();
    failures.delete(name);
    metrics.behind.set(name, false);
    metrics.swapped(name, "done");
    report(`'${name}' serves version ${loaded.version} of ${model} now: ${alias} was moved to it.`);
  }
}

function words(problem: unknown): string {
  const text = problem instanceof Error ? problem.message : String(problem);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
