// The step that runs a command inside a run, of the project's own store or of a server.
import path from "node:path";
import type { Project } from "../../project/project.ts";
import { type RunFile, type WrappedCommand, wrapCommand } from "../../run/wrap-command.ts";
import { snapshotSource } from "../../snapshots/snapshot-source.ts";
import type { Surroundings } from "../invocation.ts";
import type { Screen } from "../views/screen.ts";
import { withLocalServer } from "./local-server.ts";

export interface RunStepOptions {
  readonly argv: readonly string[];
  /** Where the command runs; absolute. */
  readonly folder: string;
  /** A tracking server's address; null: the project's own store. */
  readonly server: string | null;
  readonly experiment: string;
  readonly name?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Files to keep a copy of, from the working directory. */
  readonly data?: readonly string[];
  readonly recordVariables?: readonly string[];
  /** Variables of the command besides those of the surroundings. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

export async function runStep(
  project: Project,
  surroundings: Surroundings,
  screen: Screen,
  options: RunStepOptions,
): Promise<WrappedCommand> {
  const { argv, folder, server, experiment, data = [] } = options;
  const { signal, now, stderr } = surroundings;
  const inputs: RunFile[] = [];
  for (const text of data) {
    const file = path.resolve(surroundings.folder, text);
    const { snapshot } = await snapshotSource({
      project,
      source: path.basename(file),
      file,
      now: now(),
      signal,
    });
    inputs.push({ name: path.basename(file), file, sha256: snapshot.sha256, bytes: snapshot.bytes });
  }
  const wrap = (target: { readonly url: string; readonly token?: string }): Promise<WrappedCommand> =>
    wrapCommand({
      argv,
      folder,
      variables: { ...surroundings.variables, ...options.variables },
      server: target,
      experiment,
      ...(options.name === undefined ? {} : { name: options.name }),
      params: options.params ?? {},
      tags: options.tags ?? {},
      inputs,
      recordVariables: options.recordVariables ?? [],
      // A machine that reads stdout wants one JSON value there.
      stdout: screen.json ? stderr : surroundings.stdout,
      stderr,
      signal,
      terminal: stderr.isTTY === true,
      now,
      onError: (error) => screen.note(`bifold run: ${error.message}`),
      onWait: (error) => screen.note(`bifold run: ${String((error as Error).message)} Waiting for it.`),
    });
  return server === null ? withLocalServer(project, surroundings, screen, wrap) : wrap({ url: server });
}
