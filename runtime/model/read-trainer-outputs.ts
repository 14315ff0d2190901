// Reads what a trainer left in its output directory, and refuses what is missing or malformed.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type OnnxMetadata, readMetadata } from "./onnx/read-metadata.ts";
import { TrainerError } from "./trainer-error.ts";
import { METRICS_FILE, MODEL_FILE, type Metric, PREDICTION_FILES, REPORT_FILE } from "./training-job.ts";

export interface TrainerOutputs {
  readonly modelFile: string;
  /** Inputs, outputs and metadata of the model. */
  readonly model: OnnxMetadata;
  readonly metricsFile: string;
  /** In the order in which they were written. */
  readonly metrics: readonly Metric[];
  readonly reportFile: string;
  readonly report: unknown;
  /** The trainer's own predictions; null where it left none. */
  readonly predictionsFile: string | null;
}

/** @throws TrainerError that names the file, and the line where there is one. */
export async function readTrainerOutputs(
  directory: string,
  trainer: string,
  lastLines: readonly string[],
): Promise<TrainerOutputs> {
  const refuse = (problem: string, cause: unknown): never => {
    throw new TrainerError(
      {
        message: `trainer \`${trainer}\` ended well, but ${problem}`,
        hint: `A trainer writes ${MODEL_FILE}, ${METRICS_FILE} and ${REPORT_FILE} into the job's \`output\` directory.`,
        exitCode: 0,
        lastLines,
      },
      { cause },
    );
  };
  const read = async <T>(name: string, parse: (bytes: Buffer) => T): Promise<T> => {
    const bytes = await readFile(join(directory, name)).catch((cause) =>
      refuse(`did not write ${name}`, cause),
    );
    try {
      return parse(bytes);
    } catch (cause) {
      return refuse(`its ${name} is malformed: ${cause instanceof Error ? cause.message : cause}`, cause);
    }
  };
  return {
    modelFile: join(directory, MODEL_FILE),
    model: await read(MODEL_FILE, readMetadata),
    metricsFile: join(directory, METRICS_FILE),
    metrics: await read(METRICS_FILE, (bytes) => parseMetrics(bytes.toString("utf8"))),
    reportFile: join(directory, REPORT_FILE),
    report: await read(REPORT_FILE, (bytes): unknown => JSON.parse(bytes.toString("utf8"))),
    predictionsFile: await findPredictions(directory),
  };
}

async function findPredictions(directory: string): Promise<string | null> {
  for (const name of PREDICTION_FILES) {
    const file = join(directory, name);
    if ((await stat(file).catch(() => null)) !== null) return file;
  }
  return null;
}

function parseMetrics(text: string): Metric[] {
  const metrics: Metric[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    metrics.push(parseMetric(line, index + 1));
  }
  return metrics;
}

function parseMetric(line: string, number: number): Metric {
  let value: Partial<Metric>;
  try {
    value = JSON.parse(line) as Partial<Metric>;
  } catch (cause) {
    throw new Error(`line ${number} is not JSON`, { cause });
  }
  const { name, value: amount, step } = value ?? {};
  if (typeof name !== "string" || name === "") throw new Error(`line ${number} has no \`name\``);
  if (typeof amount !== "number" || !Number.isFinite(amount))
    throw new Error(`line ${number} has no number as \`value\` of \`${name}\``);
  if (!Number.isSafeInteger(step))
    throw new Error(`line ${number} has no integer as \`step\` of \`${name}\``);
  return { name, value: amount, step: step as number };
}
