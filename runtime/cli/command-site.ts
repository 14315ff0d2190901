// What a command is built and run with.
import type { Command } from "commander";
import { loadProject } from "../project/load-project.ts";
import type { Project } from "../project/project.ts";
import type { ExitCode, Surroundings } from "./invocation.ts";
import type { Screen } from "./views/screen.ts";

export interface CommandSite {
  readonly program: Command;
  readonly surroundings: Surroundings;
  /** Runs a command's work on a screen, shows what it throws, keeps its exit code. */
  readonly run: (
    options: { readonly json?: boolean },
    work: (screen: Screen) => Promise<ExitCode>,
  ) => Promise<void>;
}

/** The project that the command was called in, with the environment of `--env`. */
export function projectOf(
  { folder, variables }: Surroundings,
  options: { readonly env?: string },
): Promise<Project> {
  return loadProject({ folder, environment: options.env ?? null, variables });
}
