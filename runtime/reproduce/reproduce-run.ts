// Runs a recorded run again from its record alone, in a clean folder, and says whether the same came out.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Project } from "../project/project.ts";
import type { RunRecord } from "../run/record.ts";
import { SAFE_VARIABLES } from "../run/record-environment.ts";
import { getExperiment } from "../tracking/experiments.ts";
import { UserError } from "../user-error.ts";
import { checkOut, submoduleNotes } from "./check-out.ts";
import { compareRuns } from "./compare-runs.ts";
import { cutLinks } from "./cut-links.ts";
import type { CompareOptions, Comparison } from "./comparison.ts";
import { environmentNotes } from "./environment-notes.ts";
import type { Variables } from "./git.ts";
import { installEnvironment } from "./install.ts";
import { type LoadedRun, readArtifact, requireRecord, type Store } from "./load-run.ts";
import { placeWithin } from "./place-within.ts";
import { rerunTraining, TRAINER_FILES, trainerMetrics } from "./rerun-training.ts";
import { restoreDataset, restoreInputs } from "./restore-data.ts";

/** The tag of a run that was made by repeating another one. */
const REPRODUCTION_TAG = "bifold.reproduction_of";

export interface CommandRun {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly variables: Variables;
  readonly experiment: string;
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Files that it reads; absolute. */
  readonly data: readonly string[];
}

export interface ReproduceOptions {
  readonly project: Project;
  readonly store: Store;
  readonly original: LoadedRun;
  /** Where to do it: not there yet, or empty. Absolute. */
  readonly folder: string;
  /** A repository to take the code from; null: the one of the run, on this machine. */
  readonly repository: string | null;
  readonly install: boolean;
  readonly compare: CompareOptions;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Runs a command inside a run of the project's own store; returns the run's id. */
  readonly runCommand: (command: CommandRun) => Promise<string>;
  readonly onStep: (text: string) => void;
  readonly onLog: (line: string) => void;
}

export interface Reproduction extends Comparison {
  readonly run: string;
  /** The run that was made. */
  readonly reproduction: string;
  readonly folder: string;
  /** What could have made a difference: another machine, another version, nothing installed. */
  readonly notes: readonly string[];
}

/** @throws UserError F5162 to F5168, F5152, TrainerError where the run cannot be repeated. */
export async function reproduceRun(options: ReproduceOptions): Promise<Reproduction> {
  const { project, store, original, folder, signal, onStep } = options;
  const { run } = original;
  const record = requireRecord(original);
  await requireEmpty(folder);
  const code = path.join(folder, "code");
  const root = placeWithin(code, record.code.folder);
  const read = (artifact: string): Promise<Buffer> => readArtifact(store, run, artifact);
  const dataFolder = path.join(folder, "data");
  onStep("data");
  // First: what is refused is refused before anything is cloned or installed.
  const { work } = record;
  const data = work.kind === "training" ? await restoreDataset(project, work, dataFolder, signal) : "";
  onStep("code");
  await checkOut({
    code: record.code,
    folder: code,
    repository: options.repository,
    variables: options.variables,
    read,
  });
  const cut = (await cutLinks(code)).map(cutNote);
  for (const note of cut) options.onLog(note);
  const moved = await restoreInputs(project, record.inputs, { checkout: code, folder: dataFolder }, signal);
  const installed = await installEnvironment({
    environment: record.environment,
    checkout: code,
    original: record.code.root,
    venv: path.join(folder, "venv"),
    install: options.install,
    variables: options.variables,
    signal,
    read,
    onStep,
  });
  const variables = { ...recordedVariables(options.variables, record), ...installed.variables };
  const { name: experiment } = await getExperiment(store.metadata, run.info.experimentId);
  const tags = { [REPRODUCTION_TAG]: run.info.runId };
  onStep("run");
  const reproduction =
    work.kind === "training"
      ? await rerunTraining({
          ...options,
          original: run,
          experiment,
          work,
          root,
          data,
          output: path.join(folder, "output"),
          python: installed.python,
          variables,
          tags,
        })
      : await options.runCommand({
          argv: work.argv.map((argument, index) =>
            index === 0 && installed.python !== null && /(^|\/)python[\d.]*$/.test(argument)
              ? installed.python
              : (moved.get(argument) ?? inside(argument, record.code.root, code)),
          ),
          folder: root,
          variables,
          experiment,
          name: `${run.info.name} again`,
          params: work.params,
          tags,
          data: record.inputs.map(({ path: place }) => moved.get(place) ?? path.join(code, place)),
        });
  signal.throwIfAborted();
  onStep("compare");
  const only =
    work.kind === "training"
      ? { metrics: await trainerMetrics(store, run), artifacts: new Set(TRAINER_FILES) }
      : null;
  const comparison = await compareRuns(store, original, reproduction, { ...options.compare, only });
  const notes = [
    ...cut,
    ...installed.notes,
    ...environmentNotes(record),
    ...(await submoduleNotes(code, options.variables)),
  ];
  const result = { run: run.info.runId, reproduction, folder, ...comparison, notes };
  await writeFile(path.join(folder, "report.json"), `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

function cutNote(link: string): string {
  return `the link ${link} leads out of the checkout and was removed: what it led to was not recorded`;
}

async function requireEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length === 0) return;
  throw new UserError({
    code: "F5166",
    message: `The folder ${folder} is not empty.`,
    why: "What lies there could be read in place of what was recorded.",
    hint: "Remove it, or name another one with --into.",
  });
}

/** Those that change results are as they were: set where they were set, and unset where they were not. */
function recordedVariables(variables: Variables, { environment }: RunRecord): Variables {
  const others = Object.entries(variables).filter(([name]) => !SAFE_VARIABLES.includes(name));
  return { ...Object.fromEntries(others), ...environment.variables };
}

/** An absolute path into the run's own checkout would run the code of today. */
function inside(argument: string, before: string, after: string): string {
  return argument === before || argument.startsWith(`${before}${path.sep}`)
    ? path.join(after, path.relative(before, argument))
    : argument;
}
