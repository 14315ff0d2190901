// A training is repeated from its record alone, after code and data have changed: bit-equal metrics, the same ONNX file.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ORDERS, openShop, type Shop } from "../end-to-end/shop.ts";
import { commitAll, gitIn } from "../harness/git.ts";
import { openRecords } from "../run/open-records.ts";

const LONG = 240_000;
const TRAINER = "definitions/trainers/stump.ts";

/** Edits the trainer, and says what its model then is. */
function edit(shop: Shop, from: string, to: string): void {
  const text = readFileSync(shop.path(TRAINER), "utf8");
  expect(text).toContain(from);
  writeFileSync(shop.path(TRAINER), text.replace(from, to));
}

async function train(shop: Shop): Promise<{ readonly runId: string; readonly dataset: string }> {
  const done = await shop.run("train", "return_model", "--json");
  expect(done.code, done.stderr).toBe(0);
  return JSON.parse(done.stdout);
}

test(
  "train, change code and data, reproduce: the same comes out, and what differs between two runs is said",
  async () => {
    const shop = await openShop();
    writeFileSync(shop.path(".gitignore"), ".bifold/\ndata/\n");
    expect((await shop.run("compile")).code).toBe(0);
    commitAll(shop.root);
    // Trained on what was never committed: a changed trainer, and a new file that it imports.
    writeFileSync(shop.path("definitions/trainers/factor.ts"), "// A number.\nexport const FACTOR = 1.25;\n");
    edit(shop, 'from "bifold/training";', 'from "bifold/training";\nimport { FACTOR } from "./factor.ts";');
    edit(shop, "Number(job.params.weight)", "Number(job.params.weight) * FACTOR");
    const first = await train(shop);

    // The world moves on: other code, other data, another commit.
    writeFileSync(shop.path("definitions/trainers/factor.ts"), "// A number.\nexport const FACTOR = 7;\n");
    commitAll(shop.root, "second");
    await shop.write("data/orders.parquet", ORDERS.replace("range(2000)", "range(1900)"));
    const second = await train(shop);
    expect(second.dataset).not.toBe(first.dataset);

    const done = await shop.run("runs", "reproduce", first.runId.slice(0, 10), "--json");
    expect(done.code, done.stderr).toBe(0);
    const report = JSON.parse(done.stdout);
    expect(report).toMatchObject({
      run: first.runId,
      same: true,
      status: { expected: "FINISHED", actual: "FINISHED" },
      metrics: { compared: 1, differences: [] },
      artifacts: { compared: 3, differences: [] },
      params: [],
      notes: [],
    });
    const records = await openRecords(shop.root);
    const runs = await records.runs();
    const byId = (id: string) => runs.find(({ info }) => info.runId === id);
    const again = byId(report.reproduction);
    expect(again?.metrics).toMatchObject([{ key: "weight", value: 2.5 }]);
    expect(again?.tags).toContainEqual({ key: "bifold.reproduction_of", value: first.runId });
    const model = await records.read(byId(first.runId), "model.onnx");
    expect((await records.read(again, "model.onnx")).equals(model)).toBe(true);
    expect((await records.read(byId(second.runId), "model.onnx")).equals(model)).toBe(false);
    // Nothing of today was touched, or read: the checkout is clean, and holds the code of then.
    expect(gitIn(shop.root)("status", "--porcelain")).toBe("");
    expect(readFileSync(path.join(report.folder, "code/definitions/trainers/factor.ts"), "utf8")).toContain(
      "1.25",
    );
    expect(JSON.parse(readFileSync(path.join(report.folder, "report.json"), "utf8"))).toEqual(report);

    const compared = await shop.run("runs", "diff", first.runId, second.runId, "--json");
    expect(compared.code, compared.stderr).toBe(0);
    const diff = JSON.parse(compared.stdout);
    expect(diff).toMatchObject({
      params: {},
      metrics: { weight: [2.5, 14] },
      code: { same: false, note: null },
      datasets: [first.dataset, second.dataset],
      features: {},
      environment: {},
      dataset: { rows: { before: 2000, after: 1900 } },
    });
    expect(diff.code.patch).toContain("-export const FACTOR = 1.25;\n+export const FACTOR = 7;\n");
    expect(diff.code.patch).not.toContain("stump.ts");
    expect(Object.keys(diff.artifacts)).toContain("model.onnx");
    const text = await shop.run("runs", "diff", first.runId, second.runId);
    expect(text.stdout).toContain("metric weight: 2.5 → 14 (+11.5)\n");
    expect((await shop.run("runs", "diff", first.runId, report.reproduction)).stdout).not.toContain(
      "metric ",
    );
    const list = await shop.run("runs", "list", "--experiment", "return_model");
    expect(list.stdout.split("\n")[1]).toContain(report.reproduction.slice(0, 12));
    const data = JSON.parse((await shop.run("data", "show", first.dataset, "--json")).stdout);
    expect(data.runs).toEqual([report.reproduction, first.runId]);
    const shown = JSON.parse((await shop.run("runs", "show", first.runId, "--json")).stdout);
    expect(shown).toMatchObject({
      status: "FINISHED",
      record: { work: { kind: "training", model: "return_model", dataset: first.dataset } },
    });

    // A snapshot that was tampered with is refused, before anything is run; so is one that is gone.
    const snapshot = shop.path(".bifold/datasets", first.dataset);
    appendFileSync(path.join(snapshot, "train.parquet"), "!");
    const tampered = await shop.run("runs", "reproduce", first.runId, "--into", "tampered");
    expect(tampered.code).toBe(1);
    expect(tampered.stderr).toContain(`error F5152: Snapshot ${first.dataset} is damaged`);
    expect(existsSync(shop.path("tampered/code"))).toBe(false);
    // Also where the snapshot's own manifest was made to fit: the run's record counts.
    const manifest = path.join(snapshot, "manifest.json");
    const digest = createHash("sha256")
      .update(readFileSync(path.join(snapshot, "train.parquet")))
      .digest("hex");
    writeFileSync(
      manifest,
      readFileSync(manifest, "utf8").replace(
        /"sha256": "\w+",\n {2}"keys"/,
        `"sha256": "${digest}",\n  "keys"`,
      ),
    );
    expect((await shop.run("data", "restore", first.dataset, "-o", "fits")).code).toBe(0);
    const forged = await shop.run("runs", "reproduce", first.runId, "--into", "forged");
    expect(forged.stderr).toContain(`error F5152: Snapshot ${first.dataset} is damaged`);
    renameSync(snapshot, shop.path(".bifold/old"));
    const gone = await shop.run("runs", "reproduce", first.runId, "--into", "gone");
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain(
      `error F5164: The training set's snapshot ${first.dataset} is not kept here any more.`,
    );
    const full = await shop.run("runs", "reproduce", second.runId, "--into", "definitions");
    expect(full.stderr).toMatch(/^error F5166: The folder .*definitions is not empty\./);
    await records.close();
  },
  LONG,
);

test(
  "another result is told with exit code 2; a run outside of git is repeated from the trainer's own files",
  async () => {
    // Without it, a folder of this checkout would be taken for one of its repository.
    const projects = path.resolve(import.meta.dirname, "../../.bifold/test-projects");
    const bare = await openShop({ variables: { GIT_CEILING_DIRECTORIES: projects } });
    await bare.run("compile");
    edit(
      bare,
      'metrics.write("weight", weight, 1);',
      'metrics.write("weight", weight, 1);\nmetrics.write("luck", Math.random(), 1);\nmetrics.write("time", 1, 2);',
    );
    const { runId } = await train(bare);
    edit(bare, "Number(job.params.weight)", "17");
    const done = await bare.run("runs", "reproduce", runId, "--json");
    expect(done.code, done.stderr).toBe(2);
    const report = JSON.parse(done.stdout);
    expect(report.metrics).toMatchObject({
      compared: 3,
      differences: [{ name: "luck", points: 1, tolerance: 0 }],
    });
    expect(report.artifacts.differences).toMatchObject([{ path: "metrics.jsonl" }]);
    const tolerant = await bare.run(
      "runs",
      "reproduce",
      runId,
      "--tolerance",
      "luck=1",
      "--ignore",
      "metrics.json*",
    );
    expect(tolerant.code, tolerant.stdout).toBe(0);
    expect(tolerant.stdout).toContain("the same came out");
    const text = await bare.run("runs", "reproduce", runId);
    expect(text.stdout).toMatch(
      /metrics {4}3 curves compared, 1 not the same\n {2}luck: 0\.\d+ → 0\.\d+ \(1 point, by up to 0\.\d+\)\n/,
    );
  },
  LONG,
);

test(
  "code that is not to be had, and runs that are not there",
  async () => {
    const shop = await openShop();
    writeFileSync(shop.path(".gitignore"), ".bifold/\ndata/\n");
    await shop.run("compile");
    commitAll(shop.root);
    const { runId } = await train(shop);
    gitIn(shop.root)("clone", "-q", "--bare", ".", ".bifold/remote.git");
    rmSync(shop.path(".git"), { recursive: true });
    const lost = await shop.run("runs", "reproduce", runId);
    expect(lost.code).toBe(1);
    expect(lost.stderr).toContain("error F5163: The checkout ");
    const found = await shop.run("runs", "reproduce", runId, "--repo", shop.path(".bifold/remote.git"));
    expect(found.code, found.stderr).toBe(0);
    const none = await shop.run("runs", "reproduce", "abcdef");
    expect(none.stderr).toMatch(/^error F5160: There is no run 'abcdef'\.\n/);
    const experiment = await shop.run("runs", "list", "--experiment", "nothing");
    expect(experiment.stderr).toMatch(/^error F5167: There is no experiment 'nothing'\.\n/);
  },
  LONG,
);
