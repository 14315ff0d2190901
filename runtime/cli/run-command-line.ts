// The command line as a function: parses arguments, runs one command, shows what it throws, answers the exit code.
import { Command, CommanderError } from "commander";
import type { CommandSite } from "./command-site.ts";
import type { Surroundings } from "./invocation.ts";
import { INTERRUPTED } from "./signals.ts";
import { failureValue, renderFailure } from "./views/failure.ts";
import { Screen } from "./views/screen.ts";

type AddCommand = (site: CommandSite) => void;

/** In the order of a project's life, which is also that of the help text. Only what is called is loaded. */
const COMMANDS = new Map<string, () => Promise<AddCommand>>([
  ["start", async () => (await import("./commands/start.ts")).addStart],
  ["check", async () => (await import("./commands/check.ts")).addCheck],
  ["compile", async () => (await import("./commands/compile.ts")).addCompile],
  ["explain", async () => (await import("./commands/explain.ts")).addExplain],
  ["dataset", async () => (await import("./commands/dataset.ts")).addDataset],
  ["data", async () => (await import("./commands/data.ts")).addData],
  ["train", async () => (await import("./commands/train.ts")).addTrain],
  ["retrain", async () => (await import("./commands/retrain.ts")).addRetrain],
  ["evaluate", async () => (await import("./commands/evaluate.ts")).addEvaluate],
  ["promote", async () => (await import("./commands/promote.ts")).addPromote],
  ["pipeline", async () => (await import("./commands/pipeline.ts")).addPipeline],
  ["models", async () => (await import("./commands/models.ts")).addModels],
  ["lineage", async () => (await import("./commands/lineage.ts")).addLineage],
  ["monitor", async () => (await import("./commands/monitor.ts")).addMonitor],
  ["materialize", async () => (await import("./commands/materialize.ts")).addMaterialize],
  ["serve", async () => (await import("./commands/serve.ts")).addServe],
  ["verify", async () => (await import("./commands/verify.ts")).addVerify],
  ["server", async () => (await import("./commands/server.ts")).addServer],
  ["gc", async () => (await import("./commands/gc.ts")).addGc],
  ["run", async () => (await import("./commands/run.ts")).addRun],
  ["runs", async () => (await import("./commands/runs.ts")).addRuns],
]);

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
  // Help and what is unknown need them all.
  const called = COMMANDS.get(parameters[0] ?? "");
  for (const load of called === undefined ? COMMANDS.values() : [called]) {
    const add = await load();
    add({ program, surroundings, run });
  }
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
