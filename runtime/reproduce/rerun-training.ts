// Trains again from a record: the trainer of the checked-out code, by the same job, on the restored rows.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { runTrainer } from "../model/run-trainer.ts";
import { trainerCommand } from "../model/trainer-command.ts";
import {
  METRICS_FILE,
  MODEL_FILE,
  type Metric,
  PREDICTION_FILES,
  REPORT_FILE,
  type TrainingJob,
} from "../model/training-job.ts";
import { withEngine } from "../pipeline/project-engine.ts";
import { inputsStatement } from "../pipeline/inputs-statement.ts";
import { readFitted, TRANSFORMS_FILE } from "../pipeline/transforms.ts";
import type { Project } from "../project/project.ts";
import { INPUTS_SQL, type TrainingRecord } from "../run/record.ts";
import { newRunId } from "../tracking/new-run-id.ts";
import type { Run } from "../tracking/records.ts";
import { runArtifactPath } from "../tracking/run-artifacts.ts";
import { startRun } from "../tracking/run-recorder.ts";
import { type Store, readArtifact } from "./load-run.ts";
import type { Variables } from "./git.ts";

export interface RerunTrainingOptions {
  readonly project: Project;
  readonly store: Store;
  readonly original: Run;
  readonly experiment: string;
  readonly work: TrainingRecord;
  /** The project's root in the checkout. */
  readonly root: string;
  /** The restored Parquet file. */
  readonly data: string;
  readonly output: string;
  /** The interpreter of the run's own environment; null: as trainers are always started. */
  readonly python: string | null;
  readonly variables: Variables;
  readonly tags: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly onLog: (line: string) => void;
}

/** What the trainer made: anything else of a run came later, and is not compared. */
export const TRAINER_FILES: readonly string[] = [MODEL_FILE, METRICS_FILE, REPORT_FILE, ...PREDICTION_FILES];

/** Returns the id of the run that it logged. */
export async function rerunTraining(options: RerunTrainingOptions): Promise<string> {
  const { store, original, work, root, output, python, signal } = options;
  await mkdir(output, { recursive: true });
  const run = await startRun({
    ...store,
    experiment: options.experiment,
    runId: newRunId(),
    now: options.now,
    name: `${original.info.name} again`,
    params: Object.fromEntries(original.params.map(({ key, value }) => [key, value])),
    tags: { "mlflow.source.name": work.trainer, "bifold.dataset": work.dataset, ...options.tags },
  });
  try {
    const { command, args } = trainerCommand(path.join(root, work.trainer), work.command);
    const data = await inputsAgain(options);
    const outputs = await runTrainer({
      command: python !== null && /(^|\/)python[\d.]*$/.test(command) ? python : command,
      args,
      job: { ...(work.job as unknown as TrainingJob), data, output },
      cwd: root,
      env: options.variables,
      signal,
      onLog: options.onLog,
    });
    run.logMetrics(outputs.metrics);
    const { predictionsFile } = outputs;
    const predictions = predictionsFile === null ? [] : [path.basename(predictionsFile)];
    for (const file of [MODEL_FILE, METRICS_FILE, REPORT_FILE, ...predictions]) {
      await run.logArtifact(file, path.join(output, file));
    }
    await run.finish();
    return run.runId;
  } catch (error) {
    await run.finish(signal.aborted ? "KILLED" : "FAILED");
    throw error;
  }
}

/** What the trainer reads: the restored rows, with the model's inputs as they were fitted then. */
async function inputsAgain({
  project,
  store,
  original,
  work,
  data,
  output,
  signal,
}: RerunTrainingOptions): Promise<string> {
  const { experimentId, runId } = original.info;
  const kept = await store.artifacts.find(runArtifactPath(experimentId, runId, INPUTS_SQL));
  if (kept === null) return data;
  const read = async (file: string): Promise<string> =>
    (await readArtifact(store, original, file)).toString();
  const fitted = readFitted(await read(TRANSFORMS_FILE), { title: `Run ${runId}`, model: work.model });
  const sql = inputsStatement(await read(INPUTS_SQL), { data }, fitted);
  const file = path.join(output, "inputs.parquet");
  await withEngine(project, (engine) => engine.writeParquet(sql, file, { signal }));
  return file;
}

/** The names of the metrics that the trainer itself wrote. */
export async function trainerMetrics(store: Store, run: Run): Promise<ReadonlySet<string>> {
  const text = (await readArtifact(store, run, METRICS_FILE)).toString();
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return new Set(lines.map((line) => (JSON.parse(line) as Metric).name));
}
