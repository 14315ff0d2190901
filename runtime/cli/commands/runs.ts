// `bifold runs`: the runs of a project: listed, shown, compared, and run again.
import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { examples } from "../arguments/examples.ts";
import {
  countArgument,
  type EnvironmentOption,
  environmentOption,
  type JsonOption,
  jsonOption,
} from "../arguments/options.ts";
import { listArgument } from "../arguments/pairs.ts";
import { type CommandSite, projectOf } from "../command-site.ts";
import { tableLines } from "../views/table.ts";

type Options = EnvironmentOption & JsonOption;

const SHOWN = 20;

export function addRuns(site: CommandSite): void {
  const runs = site.program.command("runs").description("list, show, compare and reproduce runs");
  addList(site, runs);
  addShow(site, runs);
  addDiff(site, runs);
  addReproduce(site, runs);
}

function subcommand(runs: Command, usage: string, description: string, ...lines: readonly string[]): Command {
  return runs
    .command(usage)
    .description(description)
    .addOption(environmentOption())
    .addOption(jsonOption())
    .addHelpText("after", examples(...lines));
}

interface ListOptions extends Options {
  readonly experiment?: string;
  readonly filter?: string;
  readonly limit: number;
}

function addList({ surroundings, run }: CommandSite, runs: Command): void {
  subcommand(
    runs,
    "list",
    "the newest runs first",
    "runs list",
    "runs list --experiment late_model --filter 'metrics.holdout_auc > 0.7'",
  )
    .option("--experiment <name>", "only of this experiment")
    .option("--filter <text>", "as MLflow's clients filter, such as: params.seed = '1'")
    .option("--limit <count>", "runs to list", countArgument, SHOWN)
    .action((options: ListOptions) =>
      run(options, async (screen) => {
        const { listRuns } = await import("../steps/list-runs.ts");
        const { runCells, runValue } = await import("../views/runs.ts");
        const found = await listRuns(await projectOf(surroundings, options), options);
        screen.result(found.map(runValue));
        if (found.length === 0) screen.line("There are no such runs.");
        else {
          const head = ["run", "name", "status", "started", "commit", "metrics"];
          for (const line of tableLines([head, ...found.map(runCells)])) screen.line(line);
        }
        return 0;
      }),
    );
}

function addShow({ surroundings, run }: CommandSite, runs: Command): void {
  subcommand(
    runs,
    "show <run>",
    "everything that was logged to a run, and its record",
    "runs show 1f0c9a",
  ).action((text: string, options: Options) =>
    run(options, async (screen) => {
      const { openMetadata } = await import("../../pipeline/metadata-session.ts");
      const { requireRun } = await import("../../reproduce/find-run.ts");
      const { loadRun } = await import("../../reproduce/load-run.ts");
      const { runLines, runValue } = await import("../views/runs.ts");
      const store = await openMetadata(await projectOf(surroundings, options));
      try {
        const { info } = await requireRun(store.metadata, text);
        const { run: found, record, artifacts } = await loadRun(store, info.runId);
        screen.result({ ...runValue(found), artifacts: Object.fromEntries(artifacts), record });
        for (const line of runLines(found)) screen.line(line);
        if (artifacts.size > 0) screen.line("artifacts");
        for (const [file, digest] of artifacts) screen.line(`  ${file}  ${digest.slice(0, 12)}`);
        return 0;
      } finally {
        await store.close();
      }
    }),
  );
}

function addDiff({ surroundings, run }: CommandSite, runs: Command): void {
  subcommand(
    runs,
    "diff <before> <after>",
    "params, metrics, code, data, features, environment and artifacts that differ",
    "runs diff 1f0c9a 77b2e1",
  )
    .option("--repo <folder>", "a repository with the commits of both (default: the project's)")
    .action((before: string, after: string, options: Options & { readonly repo?: string }) =>
      run(options, async (screen) => {
        const { runDiffStep } = await import("../steps/run-diff-step.ts");
        const { runDiffLines } = await import("../views/run-diff.ts");
        const project = await projectOf(surroundings, options);
        screen.progress("compare").update(null, `${before} and ${after}`);
        const { diff, data } = await runDiffStep(project, surroundings, {
          before,
          after,
          repository: options.repo ?? project.root,
        });
        screen.result({ ...diff, dataset: data });
        for (const line of runDiffLines(diff, data)) screen.line(line);
        return 0;
      }),
    );
}

interface ReproduceOptions extends Options {
  readonly server?: string;
  readonly into?: string;
  readonly repo?: string;
  readonly install: boolean;
  readonly tolerance?: Readonly<Record<string, number>>;
  readonly ignore?: readonly string[];
}

function addReproduce({ surroundings, run }: CommandSite, runs: Command): void {
  subcommand(
    runs,
    "reproduce <run>",
    "run it again from its record, in a clean folder; exit with 2 where something else comes out",
    "runs reproduce 1f0c9a",
    "runs reproduce 1f0c9a --into again --tolerance loss=1e-9 --ignore 'plots/*'",
  )
    .option(
      "--into <folder>",
      "where to do it: empty or not there yet (default: below .bifold/reproductions)",
    )
    .option("--server <url>", "a tracking server to bring the run from; <run> is then its whole id")
    .option("--repo <url>", "a repository to take the code from (default: that of the run, on this machine)")
    .option("--no-install", "use the packages of this machine instead of installing those of the lock files")
    .option("--tolerance <metric=number>", "how far a metric may be off; may be repeated", toleranceArgument)
    .option(
      "--ignore <name>",
      "a metric or artifact that does not count, * at its end for any; may be repeated",
      listArgument,
    )
    .action((text: string, options: ReproduceOptions) =>
      run(options, async (screen) => {
        const { reproduceStep } = await import("../steps/reproduce-step.ts");
        const { reproductionLines } = await import("../views/reproduction.ts");
        const project = await projectOf(surroundings, options);
        const result = await reproduceStep(project, surroundings, screen, {
          run: text,
          server: options.server ?? null,
          into: options.into === undefined ? null : path.resolve(surroundings.folder, options.into),
          repository: options.repo ?? null,
          install: options.install,
          compare: { tolerances: options.tolerance ?? {}, ignored: options.ignore ?? [] },
        });
        screen.result(result);
        screen.line(`run ${result.run} again: run ${result.reproduction}`);
        screen.line(`in ${path.relative(surroundings.folder, result.folder) || "."}`);
        for (const line of reproductionLines(result)) screen.line(line);
        return result.same ? 0 : 2;
      }),
    );
}

function toleranceArgument(text: string, before: Readonly<Record<string, number>> = {}) {
  const at = text.lastIndexOf("=");
  const value = Number(text.slice(at + 1));
  if (at > 0 && text.slice(at + 1) !== "" && value >= 0) return { ...before, [text.slice(0, at)]: value };
  throw new InvalidArgumentError("Give it as METRIC=NUMBER, such as loss=1e-9.");
}
