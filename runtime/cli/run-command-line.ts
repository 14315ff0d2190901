// The command line as a function: parses arguments, runs one command, shows what it throws, answers the exit code.
import { Command, CommanderError } from "commander";
import type { CommandSite } from "./command-site.ts";
import { addCheck } from "./commands/check.ts";
import { addCompile } from "./commands/compile.ts";
import { addExplain } from "./commands/explain.ts";
import { addData } from "./commands/data.ts";
import { addDataset } from "./commands/dataset.ts";
import { addGc } from "./commands/gc.ts";
import { addLineage } from "./commands/lineage.ts";
import { addMaterialize } from "./commands/materialize.ts";
import { addRun } from "./commands/run.ts";
import { addRuns } from "./commands/runs.ts";
import { addServe } from "./commands/serve.ts";
import { addServer } from "./commands/server.ts";
import { addStart } from "./commands/start.ts";
import { addTrain } from "./commands/train.ts";
import { addVerify } from "./commands/verify.ts";
import { addRetrain } from "./commands/retrain.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addPromote } from "./commands/promote.ts";
import { addModels } from "./commands/models.ts";
import { addMonitor } from "./commands/monitor.ts";
import { addPipeline } from "./commands/pipeline.ts";
import type { Surroundings } from "./invocation.ts";
import { INTERRUPTED } from "./signals.ts";
import { failureValue, renderFailure } from "./views/failure.ts";
import { Screen } from "./views/screen.ts";

/** In the order of a project's life, which is also that of the help text. */
const COMMANDS = [
  addStart,
  addCheck,
  addCompile,
  addExplain,
  addDataset,
  addData,
  addTrain,
  addRetrain,
  addEvaluate,
  addPromote,
  addPipeline,
  addModels,
  addLineage,
  addMonitor,
  addMaterialize,
  addServe,
  addVerify,
  addServer,
  addGc,
  addRun,
  addRuns,
];

export async function runCommandLine(
  parameters: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  let exitCode = 0;
  const run: CommandSite["run"] = async ({ json = false }, work) => {
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
    .exitOverride()
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
    });
  for (const add of COMMANDS) add({ program, surroundings, run });
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
  if (signal.aborted) {
    screen.note("Stopped. Nothing half-written will be read; run the command again to go on.");
    return INTERRUPTED;
  }
  screen.result(failureValue(error));
  const debug = (variables.BIFOLD_DEBUG ?? "") !== "";
  if (!screen.json || debug) screen.text(renderFailure(error, { color: screen.color, debug }));
  return 1;
}
