// The record of a training: what it takes to train the same again from the run alone.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { TrainingJob } from "../model/training-job.ts";
import { DIFF_FILE, type KeptFile, RECORD_FOLDER, type RunRecord } from "../run/record.ts";
import { recordCode, sha256 } from "../run/record-code.ts";
import { type RecordFile, recordEnvironment } from "../run/record-environment.ts";
import type { CodeState } from "../tracking/code-state.ts";
import type { Dataset } from "./dataset.ts";

const MOST_FILE_BYTES = 4 << 20;
const MOST_FILES = 1_000;

export interface RecordTrainingOptions {
  /** The project's root, absolute. */
  readonly root: string;
  readonly model: string;
  /** Path from the project's root. */
  readonly trainer: string;
  /** What was declared to start it. */
  readonly command?: readonly string[];
  /** How the trainer is started. */
  readonly argv: readonly string[];
  readonly job: TrainingJob;
  readonly dataset: Dataset;
  readonly code: CodeState;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export interface RecordedTraining {
  readonly record: RunRecord;
  /** To be stored with the run. */
  readonly files: readonly RecordFile[];
}

export async function recordTraining(options: RecordTrainingOptions): Promise<RecordedTraining> {
  const { root, model, trainer, command, argv, dataset, variables } = options;
  const known = await recordCode(options.code, root, { ...variables });
  const environment = await recordEnvironment({ folder: root, root: known.root, variables, argv });
  const files: RecordFile[] = [...environment.files];
  if (options.code.kind === "git" && options.code.diff !== null) {
    files.push({ artifact: DIFF_FILE, content: options.code.diff });
  }
  // Without a commit to go back to, the trainer's own files are kept: what it imports lies beside it.
  const code = known.kind === "git" ? known : { ...known, files: await keepFolder(root, trainer, files) };
  const { data: _, output: __, ...job } = options.job;
  return {
    record: {
      format: 1,
      code,
      environment: environment.record,
      inputs: [],
      work: {
        kind: "training",
        model,
        trainer,
        ...(command === undefined ? {} : { command }),
        dataset: dataset.id,
        sha256: dataset.manifest.sha256,
        job,
      },
    },
    files,
  };
}

async function keepFolder(
  root: string,
  trainer: string,
  files: RecordFile[],
): Promise<Readonly<Record<string, KeptFile>>> {
  const kept: Record<string, KeptFile> = {};
  const folder = path.dirname(path.join(root, trainer));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries.slice(0, MOST_FILES)) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(root, file).split(path.sep).join("/");
    if (!entry.isFile() || /(^|\/)(\.|node_modules\/|__pycache__\/)/.test(name)) continue;
    if ((await stat(file)).size > MOST_FILE_BYTES) continue;
    const content = await readFile(file);
    const artifact = `${RECORD_FOLDER}/code/${name}`;
    files.push({ artifact, content });
    kept[name] = { artifact, sha256: sha256(content) };
  }
  return kept;
}
