// The command line as a function: parses arguments, runs one command, renders what it throws, answers the exit code.
import { Command, CommanderError } from "commander";
import { addCheck } from "./commands/check.ts";
import { addCompile } from "./commands/compile.ts";
import { addDataset } from "./commands/dataset.ts";
import { addMaterialize } from "./commands/materialize.ts";
import { addServe } from "./commands/serve.ts";
import { addStart } from "./commands/start.ts";
import { addTrain } from "./commands/train.ts";
import { addVerify } from "./commands/verify.ts";
import type { ExitCode, Surroundings } from "./invocation.ts";
import { INTERRUPTED, Interruption } from "./signals.ts";
import { renderFailure } from "./views/failure.ts";
import { Screen } from "./views/screen.ts";

/** In the order of a project's life, which is also that of the help text. */
const COMMANDS = [
  addCheck,
  addCompile,
  addDataset,
  addTrain,
  addMaterialize,
  addServe,
  addVerify,
  addStart,
];

/** Runs a command; resolves to its exit code. */
export type Run = (work: (screen: Screen) => Promise<ExitCode>, options?: { json?: boolean }) => Promise<void>;

export interface CommandSite {
  readonly program: Command;
  readonly surroundings: Surroundings;
  readonly run: Run;
}

export async function runCommandLine(
  parameters: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  let exitCode: number = 0;
  const run: Run = async (work, { json = false } = {}) => {
    const screen = new Screen(surroundings, json);
    try {
      exitCode = await work(screen);
    } catch (error) {
      exitCode = fail(error, screen, surroundings);
    } finally {
      screen.close();
    }
  };
  const program = new Command("bifold")
    .description("Compiles features and models into training data and a serving app, and runs both.")
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
    });
  for (const add of COMMANDS) add({ program, surroundings, run });
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(parameters, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for is no error; anything else commander has already said.
    return error.exitCode === 0 ? 0 : 1;
  }
  return exitCode;
}

function fail(error: unknown, screen: Screen, { signal, variables }: Surroundings): number {
  if (signal.aborted && (error === signal.reason || error instanceof Interruption || isAbort(error))) {
    screen.note("Stopped. Nothing half-written will be read; run the command again to go on.");
    return INTERRUPTED;
  }
  screen.failure(renderFailure(error, { color: screen.color, debug: (variables.BIFOLD_DEBUG ?? "") !== "" }));
  return 1;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
