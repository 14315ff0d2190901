// The trainer, run as Bifold runs it: it learns a known rule, tells the truth about rows it has not seen, and repeats itself.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evaluate } from "../../definitions/trainers/gbdt/evaluate.ts";
import { readTrainingData } from "../../definitions/trainers/gbdt/read-training-data.ts";
import { runTrainer } from "../../runtime/model/run-trainer.ts";
import { openModel } from "../../runtime/model/session.ts";
import { trainerCommand } from "../../runtime/model/trainer-command.ts";
import type { Metric, Progress, TrainingJob } from "../../runtime/model/training-job.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { FEATURES, makeWorld, query } from "./training-world.ts";

const directory = temporaryDirectory();
const ROWS = 40_000;
const PARAMS = { trees: 30, depth: 5, learning_rate: 0.3, subsample: 0.7, threads: 2 };
const root = join(import.meta.dirname, "../..");

function train(job: TrainingJob, onProgress: (progress: Progress) => void = () => {}) {
  const command = trainerCommand(join(root, "definitions/trainers/late_gbdt.ts"));
  return runTrainer({ ...command, job, cwd: root, env: process.env, onProgress });
}

function last(metrics: readonly Metric[], name: string): number {
  const value = metrics.filter((metric) => metric.name === name).at(-1)?.value;
  if (value === undefined) throw new Error(`no metric ${name}`);
  return value;
}

interface Report {
  readonly holdout: {
    readonly auc: number;
    readonly log_loss: number;
    readonly calibration: readonly unknown[];
  };
  readonly features: readonly { readonly name: string; readonly missing_share: number }[];
}

test("it learns a known rule, and its held-out metrics are those of the model in ONNX Runtime", async () => {
  const job = await makeWorld({ directory, name: "rule", rows: ROWS, params: PARAMS });
  const progress: number[] = [];
  const { metrics, report, model, modelFile, predictionsFile } = await train(job, (each) =>
    progress.push(each.progress),
  );
  expect(last(metrics, "holdout_auc")).toBeGreaterThan(0.9);
  expect(last(metrics, "holdout_log_loss")).toBeLessThan(0.6 * last(metrics, "holdout_base_rate_log_loss"));
  expect(last(metrics, "holdout_ece")).toBeLessThan(0.03);
  expect([last(metrics, "train_rows"), last(metrics, "holdout_rows")]).toEqual([30_000, 10_000]);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(1);

  const losses = metrics.filter((metric) => metric.name === "train_log_loss");
  expect(losses.map((metric) => metric.step)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  for (let i = 1; i < losses.length; i++) {
    expect((losses[i] as Metric).value).toBeLessThan((losses[i - 1] as Metric).value);
  }

  expect(model.properties["bifold.features"]).toBe(JSON.stringify(FEATURES));
  const features = FEATURES.map((name) => ({ name, type: { kind: "float64", nullable: true } }) as const);
  const session = await openModel({ file: modelFile, expected: { features, output: "probability" } });
  const casts = FEATURES.map((name) => `CAST(${name} AS DOUBLE)`).join(", ");
  const rows = await query(`SELECT late, ${casts} FROM '${job.data}' WHERE as_of >= '${job.holdout?.from}'`);
  const batch = Float32Array.from(
    rows.flatMap(([, ...values]) => values.map((value) => (value as number) ?? Number.NaN)),
  );
  const again = evaluate(
    await session.run(batch, rows.length),
    Uint8Array.from(rows, ([label]) => Number(label)),
  );
  // Its own predictions, each with its row: of rows learnt from and of rows held out.
  const sample = await query(
    `SELECT row, prediction, ${casts} FROM '${predictionsFile}' JOIN read_parquet('${job.data}', file_row_number = true) ON file_row_number = row`,
  );
  expect(sample.length).toBe(1_000);
  const answers = await session.run(
    Float32Array.from(sample.flatMap(([, , ...values]) => values.map((v) => (v as number) ?? Number.NaN))),
    sample.length,
  );
  for (const [at, [, prediction]] of sample.entries()) {
    expect(answers[at]).toBeCloseTo(prediction as number, 5);
  }
  await session.close();
  const { holdout, features: importances } = report as Report;
  expect(holdout).toMatchObject({ ...again, from: job.holdout?.from });
  expect(last(metrics, "holdout_log_loss")).toBeCloseTo(holdout.log_loss, 6);
  expect(importances.at(-1)?.name).toBe("noise");
  expect(importances.find((feature) => feature.name === "sometimes")?.missing_share).toBeCloseTo(0.3, 1);
});

test("same rows, same model: byte for byte, in any order of rows, on any number of threads", async () => {
  const shared = { directory, rows: 20_000 };
  const once = await train(await makeWorld({ ...shared, name: "once", params: PARAMS }));
  const shuffled = await makeWorld({
    ...shared,
    name: "shuffled",
    params: { ...PARAMS, threads: 1 },
    select: "SELECT * FROM world ORDER BY hash(as_of)",
  });
  const again = await train(shuffled);
  const bytes = readFileSync(once.modelFile);
  expect(readFileSync(again.modelFile).equals(bytes)).toBe(true);
  const otherSeed = await train({ ...shuffled, seed: 2 });
  expect(readFileSync(otherSeed.modelFile).equals(bytes)).toBe(false);
});

test("what is held out leaves no trace in the model", async () => {
  const shared = { directory, rows: 10_000, params: { trees: 5, threads: 1 } };
  const before = await train(await makeWorld({ ...shared, name: "before" }));
  const bytes = readFileSync(before.modelFile);
  const from = "TIMESTAMP '2001-01-01' + 7500 * INTERVAL 1 MINUTE";
  const job = await makeWorld({
    ...shared,
    name: "after",
    select: `SELECT * REPLACE (CASE WHEN as_of >= ${from} THEN 1 - late ELSE late END AS late,
      CASE WHEN as_of >= ${from} THEN wave * 100 ELSE wave END AS wave) FROM world ORDER BY as_of`,
  });
  const after = await train(job);
  expect(readFileSync(after.modelFile).equals(bytes)).toBe(true);
  expect(last(after.metrics, "holdout_auc")).toBeLessThan(last(before.metrics, "holdout_auc"));
});

test("without a hold-out it learns from all rows and claims nothing", async () => {
  const job = await makeWorld({
    directory,
    name: "all",
    rows: 2_000,
    held: 0,
    params: { trees: 3, threads: 1 },
  });
  const { metrics, report } = await train(job);
  expect(last(metrics, "train_rows")).toBe(2_000);
  expect(metrics.some((metric) => metric.name.startsWith("holdout"))).toBe(false);
  expect((report as Report).holdout).toBeNull();
});

test("data that cannot be learnt from is refused in words", async () => {
  const options = { depth: 3, maxBins: 255, subsample: 1, threads: 1, onProgress: () => {} };
  const refused = async (
    select: string,
    message: string,
    change: Partial<TrainingJob> = {},
  ): Promise<void> => {
    const job = await makeWorld({ directory, name: "refused", rows: 100, select });
    await expect(readTrainingData({ ...job, ...change }, options)).rejects.toThrow(message);
  };
  await refused("SELECT * FROM world LIMIT 0", "has no rows");
  await refused("SELECT * REPLACE (NULLIF(late, 1) AS late) FROM world", "have a null late");
  await refused("SELECT * REPLACE (late + 1 AS late) FROM world", "have a late other than 0 and 1");
  await refused("SELECT * REPLACE (NULL::TIMESTAMP AS as_of) FROM world", "have a null as_of");
  await refused("SELECT * REPLACE (0 AS late) FROM world", "all 75 rows to learn from have late = 0");
  const all = "SELECT * FROM world";
  await refused(all, "nothing is left to learn from", { holdout: { from: "2000-01-01T00:00:00Z" } });
  await refused(all, "nothing is held out", { holdout: { from: "2002-01-01T00:00:00Z" } });
  await refused(all, "as_of is a timestamp; make it a number in a view", { features: ["wave", "as_of"] });
  await refused(all, "absent is not among the job's columns", { features: ["absent"] });
});

test("a mistake in its parameters ends the trainer with the reason", async () => {
  const job = await makeWorld({ directory, name: "mistake", rows: 100, params: { eta: 0.1 } });
  await expect(train(job)).rejects.toThrow("there is no parameter eta; there are trees");
});
