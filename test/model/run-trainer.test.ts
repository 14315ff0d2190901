// A trainer is any command: its progress is followed, its failure is told with its own words, and half results are refused.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeTreeEnsemble } from "../../runtime/model/onnx/write-tree-ensemble.ts";
import { runTrainer } from "../../runtime/model/run-trainer.ts";
import { trainerCommand } from "../../runtime/model/trainer-command.ts";
import { TrainerError } from "../../runtime/model/trainer-error.ts";
import type { Progress, TrainingJob } from "../../runtime/model/training-job.ts";
import { seededRandom } from "./random.ts";
import { randomEnsemble } from "./random-trees.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const directory = temporaryDirectory();
const output = join(directory, "a new directory", "output");
const job: TrainingJob = {
  version: 1,
  data: join(directory, "train.parquet"),
  columns: [],
  features: [],
  label: "late",
  asOf: "as_of",
  holdout: null,
  params: {},
  seed: 1,
  output,
};
const modelFile = join(directory, "good.onnx");
writeFileSync(modelFile, encodeTreeEnsemble(randomEnsemble(seededRandom(1), 2, 2, 2)));

/** What every trainer below starts with; `done()` leaves whole results. */
const PRELUDE = `
  import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
  const job = JSON.parse(readFileSync(process.env.BIFOLD_TRAINING_JOB, "utf8"));
  const write = (name, text) => writeFileSync(job.output + "/" + name, text);
  const done = () => {
    copyFileSync(${JSON.stringify(modelFile)}, job.output + "/model.onnx");
    write("metrics.jsonl", '{"name":"loss","value":0.5,"step":1}\\n{"name":"loss","value":0.25,"step":2}\\n');
    write("report.json", '{"rows": 3}');
  };
`;

function run(script: string, options: Partial<Parameters<typeof runTrainer>[0]> = {}) {
  const file = join(directory, "trainer.mjs");
  writeFileSync(file, PRELUDE + script);
  return runTrainer({ ...trainerCommand(file), job, cwd: directory, env: process.env, ...options });
}

async function failure(running: Promise<unknown>): Promise<TrainerError> {
  const error = await running.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TrainerError)) throw new Error(`not the expected failure: ${error}`);
  return error;
}

test("whole results come back; progress and log are told apart", async () => {
  const progress: Progress[] = [];
  const log: string[] = [];
  const result = await run(
    `console.error('{"progress": 0.5, "message": "half"}');
     console.error('{"progress": 7}'); console.error("a line"); console.log("another"); done();`,
    { onProgress: (value) => progress.push(value), onLog: (line) => log.push(line) },
  );
  expect(progress).toEqual([{ progress: 0.5, message: "half" }]);
  expect(log.sort()).toEqual(["a line", "another", '{"progress": 7}']);
  expect(result.metrics).toEqual([
    { name: "loss", value: 0.5, step: 1 },
    { name: "loss", value: 0.25, step: 2 },
  ]);
  expect(result.report).toEqual({ rows: 3 });
  expect(result.model.properties["bifold.features"]).toBe('["view__f0","view__f1"]');
});

test("a failing trainer is told with its exit code and last lines", async () => {
  const error = await failure(
    run(`for (let i = 0; i < 50; i++) console.error("line " + i); process.exitCode = 3;`),
  );
  expect(error.exitCode).toBe(3);
  expect(error.lastLines).toHaveLength(20);
  expect(error.message).toMatch(/trainer\.mjs` failed with exit code 3.*\n {2}\| line 30\n[\s\S]*line 49$/);
});

test("a thrown error and a missing command are clear", async () => {
  const thrown = await failure(run(`throw new Error("the label has three classes");`));
  expect(thrown.message).toContain("the label has three classes");
  const missing = await failure(
    runTrainer({ command: "no-such-trainer", args: [], job, cwd: directory, env: {} }),
  );
  expect(missing.message).toMatch(/`no-such-trainer` cannot be started: .*ENOENT/);
});

test("success without whole results is failure: absent, stale or malformed files", async () => {
  await run("done();");
  expect((await failure(run(""))).message).toContain("did not write model.onnx");
  const cases = {
    "write('model.onnx', 'x')": "model.onnx is malformed: not an ONNX model",
    "write('metrics.jsonl', 'x')": "metrics.jsonl is malformed: line 1 is not JSON",
    "write('metrics.jsonl', JSON.stringify({ name: 'a', value: null, step: 1 }))":
      "line 1 has no number as `value` of `a`",
    "write('metrics.jsonl', '\\n' + JSON.stringify({ name: 'a', value: 1 }))":
      "line 2 has no integer as `step` of `a`",
    "write('report.json', '{')": "report.json is malformed",
  };
  for (const [script, message] of Object.entries(cases)) {
    expect((await failure(run(`done(); ${script}`))).message).toContain(message);
  }
});

test("an abort stops the trainer and rejects with its reason", async () => {
  const controller = new AbortController();
  const running = run(
    `console.error("up"); setInterval(() => {}, 1000); process.on("exit", () => write("late", ""));`,
    {
      signal: controller.signal,
      onLog: () => controller.abort(new Error("stopped by the user")),
    },
  );
  await expect(running).rejects.toThrow("stopped by the user");
  expect(existsSync(join(output, "late"))).toBe(false);
});
