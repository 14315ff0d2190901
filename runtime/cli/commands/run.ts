// `bifold run -- COMMAND`: runs any command inside a run that records what it takes to run it again.
import os from "node:os";
import { examples } from "../arguments/examples.ts";
import {
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import { listArgument, type Pairs, pairArgument } from "../arguments/pairs.ts";
import { type CommandSite, projectOf } from "../command-site.ts";

type Options = EnvironmentOption &
  JsonOption & {
    readonly server?: string;
    readonly experiment?: string;
    readonly name?: string;
    readonly param?: Pairs;
    readonly tag?: Pairs;
    readonly data?: readonly string[];
    readonly recordVariable?: readonly string[];
  };

/** As shells say it of a command that a signal ended. */
const SIGNAL_CODE = 128;

export function addRun({ program, surroundings, run }: CommandSite): void {
  program
    .command("run")
    .argument("<command...>", "the command with its arguments, after --")
    .description("run any command inside a run: its code, environment, output and exit code are recorded")
    .option("--experiment <name>", "experiment of the run (default: the project's name)")
    .option("--name <name>", "name of the run")
    .option("--param <name=value>", "a param of the run; may be given more than once", pairArgument)
    .option("--tag <name=value>", "a tag of the run; may be given more than once", pairArgument)
    .option(
      "--data <file>",
      "a file that it reads: a copy is kept; may be given more than once",
      listArgument,
    )
    .option(
      "--record-variable <name>",
      "a variable of the environment to record; may be given more than once",
      listArgument,
    )
    .option("--server <url>", "a tracking server to log to (default: the project's own store)")
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples(
        "run -- python train.py --epochs 3",
        "run --data data/labels.csv --param lr=0.1 -- node train.js",
        "run --server http://tracking:5000 --experiment late -- sh -c './prepare && ./train'",
      ),
    )
    .action((argv: readonly string[], options: Options) =>
      run(options, async (screen) => {
        const { runStep } = await import("../steps/run-step.ts");
        const project = await projectOf(surroundings, options);
        const done = await runStep(project, surroundings, screen, {
          argv,
          folder: surroundings.folder,
          server: options.server ?? null,
          experiment: options.experiment ?? project.name,
          ...(options.name === undefined ? {} : { name: options.name }),
          params: options.param ?? {},
          tags: options.tag ?? {},
          data: options.data ?? [],
          recordVariables: options.recordVariable ?? [],
        });
        screen.result(done);
        const how = done.signal === null ? `exit code ${done.code}` : done.signal;
        if (!screen.json) screen.note(`run ${done.runId}: ${done.status}, ${how}`);
        if (done.unrecorded !== null) {
          screen.note(
            `Not all of it is recorded: ${done.unrecorded.message}\nWhat it printed is kept in ${done.unrecorded.console}`,
          );
          if (done.code === 0) return 1;
        }
        return done.code ?? SIGNAL_CODE + (done.signal === null ? 0 : os.constants.signals[done.signal]);
      }),
    );
}
