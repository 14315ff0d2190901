// What happens when a flight's delay counts from its departure on, as if it were known before it landed. Three
// figures from the same flights, trainer and hold-out. Usage: npm run bench:leakage
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compile } from "../../compiler/compile.ts";
import type { TrainingFeature } from "../../compiler/ir/program.ts";
import { evaluate } from "../../definitions/trainers/gbdt/evaluate.ts";
import { runTrainer } from "../../runtime/model/run-trainer.ts";
import { openModel } from "../../runtime/model/session.ts";
import { trainerCommand } from "../../runtime/model/trainer-command.ts";
import type { TrainingJob } from "../../runtime/model/training-job.ts";
import type { Batch } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";

const ROOT = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), "bifold-leakage-"));
const engine = await openDuckDb({ memoryLimit: "2GB", threads: 2, spill: path.join(folder, "spill") });

try {
  const honest = await build("honest", (text) => text);
  const leaking = await build("leaking", (text) => text.replace(/ {2}availableAt: .*\n/, ""));
  const honestModel = await train("honest", honest);
  const leakingModel = await train("leaking", leaking);
  const figures = [
    ["availableAt declared; judged as it will be served", await judge(honestModel, honest)],
    ["availableAt left out; judged on its own training set", await judge(leakingModel, leaking)],
    ["availableAt left out; judged as it will be served", await judge(leakingModel, honest)],
  ] as const;
  console.log(`${"".padEnd(54)}    AUC   log-loss   calibration error`);
  for (const [name, { auc, log_loss, ece }] of figures) {
    console.log(
      `${name.padEnd(54)} ${auc?.toFixed(4)}     ${log_loss.toFixed(4)}              ${ece.toFixed(4)}`,
    );
  }
} finally {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
}

interface Built {
  readonly file: string;
  readonly features: readonly TrainingFeature[];
  readonly job: Omit<TrainingJob, "output">;
}

async function build(name: string, edit: (text: string) => string): Promise<Built> {
  const files = readdirSync("definitions", { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => ({
      file: `definitions/${entry.name}`,
      text: edit(readFileSync(path.join("definitions", entry.name), "utf8")),
    }));
  const { value, diagnostics } = compile(files);
  if (value === null) throw new Error(diagnostics.map((each) => each.message).join("\n"));
  const { program, artifacts } = value;
  const [set] = program.trainingSets;
  const [model] = program.models;
  if (set === undefined || model === undefined)
    throw new Error("the definitions hold no training set or no model");
  const text = (file: string): string => artifacts.find((artifact) => artifact.path === file)?.text ?? "";
  for (const source of program.sources) await engine.registerSource(source, ROOT);
  await engine.spineFromQuery(text(`sql/training_sets/${set.name}.spine.sql`));
  const file = path.join(folder, `${name}.parquet`);
  await engine.writeParquet(text(`sql/training_sets/${set.name}.sql`), file);
  const columns = set.features.map(({ column, type }) => ({
    name: column,
    type: type.kind as "float64",
    nullable: type.nullable,
    role: "feature" as const,
  }));
  return {
    file,
    features: set.features,
    job: {
      version: 1,
      data: file,
      columns: [
        ...columns,
        { name: set.label.name, type: "int64", nullable: false, role: "label" },
        { name: "as_of", type: "timestamp", nullable: false, role: "as_of" },
      ],
      features: set.features.map(({ column }) => column),
      label: set.label.name,
      asOf: "as_of",
      holdout: { from: new Date((model.holdoutFrom ?? 0) / 1000).toISOString() },
      params: model.params,
      seed: model.seed,
    },
  };
}

async function train(name: string, { job }: Built): Promise<string> {
  const trainer = trainerCommand(path.join(ROOT, "definitions/trainers/late_gbdt.ts"));
  const output = path.join(folder, `${name}-model`);
  const { modelFile } = await runTrainer({
    ...trainer,
    job: { ...job, output },
    cwd: ROOT,
    env: process.env,
  });
  return modelFile;
}

/** The model's own ONNX file on the hold-out of a training set. */
async function judge(modelFile: string, { file, features, job }: Built) {
  const expected = {
    features: features.map(({ column, type }) => ({ name: column, type })),
    output: "probability",
  };
  const model = await openModel({
    file: modelFile,
    expected: expected as Parameters<typeof openModel>[0]["expected"],
  });
  const probabilities: Float32Array[] = [];
  const labels: number[] = [];
  const columns = features.map(({ column }) => `"${column}"::DOUBLE`).join(", ");
  const rows = `SELECT ${columns}, "${job.label}" FROM read_parquet('${file}') WHERE as_of >= TIMESTAMP '${job.holdout?.from}'`;
  for await (const batch of engine.stream(rows)) {
    probabilities.push(await model.run(vectors(batch, features.length), batch.rows));
    const label = batch.columns[features.length];
    if (label?.kind === "int64") labels.push(...label.values);
  }
  await model.close();
  const all = new Float32Array(labels.length);
  let at = 0;
  for (const part of probabilities) {
    all.set(part, at);
    at += part.length;
  }
  return evaluate(all, Uint8Array.from(labels));
}

function vectors(batch: Batch, width: number): Float32Array {
  const out = new Float32Array(batch.rows * width);
  for (let index = 0; index < width; index++) {
    const column = batch.columns[index];
    if (column?.kind !== "float64") throw new Error("a feature is not a number");
    for (let row = 0; row < batch.rows; row++) {
      const valid = column.valid === null || column.valid[row] === 1;
      out[row * width + index] = valid ? (column.values[row] ?? Number.NaN) : Number.NaN;
    }
  }
  return out;
}
