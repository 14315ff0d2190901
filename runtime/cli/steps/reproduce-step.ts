// The step that repeats a run, with the command line's own way of running commands.
import path from "node:path";
import { connectionOf } from "../../client/connection.ts";
import { openMetadata } from "../../pipeline/metadata-session.ts";
import { type Project, STATE_FOLDER } from "../../project/project.ts";
import { fetchRun } from "../../reproduce/fetch-run.ts";
import { requireRun } from "../../reproduce/find-run.ts";
import { loadRun } from "../../reproduce/load-run.ts";
import { type Reproduction, reproduceRun } from "../../reproduce/reproduce-run.ts";
import type { CompareOptions } from "../../reproduce/comparison.ts";
import { TrackingError } from "../../client/tracking-error.ts";
import type { Surroundings } from "../invocation.ts";
import type { Screen } from "../views/screen.ts";
import { runStep } from "./run-step.ts";

export interface ReproduceStepOptions {
  readonly run: string;
  /** A tracking server's address; null: the run is in the project's own store. */
  readonly server: string | null;
  /** Absolute; null: a folder of its own below the project's state. */
  readonly into: string | null;
  readonly repository: string | null;
  readonly install: boolean;
  readonly compare: CompareOptions;
}

export async function reproduceStep(
  project: Project,
  surroundings: Surroundings,
  screen: Screen,
  options: ReproduceStepOptions,
): Promise<Reproduction> {
  const store = await openMetadata(project);
  try {
    if (options.server !== null) {
      screen.progress("fetch").update(null, options.run);
      const connection = connectionOf({ url: options.server }, surroundings.variables);
      const { now, signal } = surroundings;
      await fetchRun({ store, connection, runId: options.run, now, signal });
    }
    const { info } = await requireRun(store.metadata, options.run);
    const progress = screen.progress(`reproduce ${info.runId.slice(0, 8)}`);
    const fresh = `${info.runId.slice(0, 12)}-${new Date(surroundings.now()).toISOString().replaceAll(/[-:.]/g, "")}`;
    return await reproduceRun({
      ...options,
      project,
      store,
      original: await loadRun(store, info.runId),
      folder: options.into ?? path.join(project.root, STATE_FOLDER, "reproductions", fresh),
      variables: surroundings.variables,
      signal: surroundings.signal,
      now: surroundings.now,
      onStep: (text) => progress.update(null, text),
      onLog: (line) => screen.note(`  | ${line}`),
      runCommand: async (command) => {
        const done = await runStep(
          project,
          // What the command prints is not this command's result.
          { ...surroundings, stdout: surroundings.stderr, variables: command.variables },
          screen,
          { ...command, server: null },
        );
        if (done.unrecorded !== null) throw new TrackingError(done.unrecorded);
        return done.runId;
      },
    });
  } finally {
    await store.close();
  }
}
