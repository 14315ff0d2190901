// What a model's declaration of its judgement becomes: defaults filled in, sorted, and apart from its identity.
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import type { Manifest } from "../../compiler/ir/manifest.ts";

function manifestOf(label: string, judged: string): Manifest {
  const text = `import { count, entity, featureView, model, parquet, source, t, trainingSet } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const clicks = source({
  from: parquet("clicks.parquet"),
  columns: { at: t.timestamp, user: t.string, spent: t.float64, bought: t.bool, times: t.int64 },
  eventTime: (click) => click.at,
});
export const habits = featureView({
  entity: user,
  source: clicks,
  key: (click) => ({ user: click.user }),
  features: () => ({ clicks_1d: count().over("1d") }),
  refresh: { every: "1h" },
});
export const examples = trainingSet({
  spine: clicks,
  keys: (click) => ({ user: click.user }),
  asOf: (click) => click.at,
  label: (click) => ({ label: ${label} }),
  views: [habits],
});
export const judged = model({ trainingSet: examples, trainer: "train.ts", output: "y", nulls: "allow", ${judged} });
`;
  const { value, diagnostics } = compile([{ file: "definitions/all.ts", text }], "definitions");
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const manifest = value?.artifacts.find(({ path }) => path === "manifest.json");
  return JSON.parse(manifest?.text ?? "null") as Manifest;
}

const evaluationOf = (label: string, judged = "") => manifestOf(label, judged).program.models[0]?.evaluation;

test("the task follows from the label where it is plain, and can be said where it is not", () => {
  expect(evaluationOf("click.bought")).toMatchObject({ task: "binary", metric: "log_loss", threshold: 0.5 });
  expect(evaluationOf("click.spent > 3 ? 1 : 0")?.task).toBe("binary");
  expect(evaluationOf("click.spent > 3 ? 2 : 0")?.task).toBe("regression");
  expect(evaluationOf("click.times")).toMatchObject({ task: "regression", metric: "rmse" });
  expect(evaluationOf("click.times", 'task: "binary"')?.task).toBe("binary");
});

test("gates and bounds arrive whole, in one order, whatever the order they are written in", () => {
  const gates = `slices: ["user", "habits__clicks_1d"], gates: {
    log_loss: { max: 0.6 }, auc: { min: 0.7, notWorseThanChampionBy: 0.005 }, slices: { auc: { min: 0.6 } },
    latency_p95_ms: { max: 2 }, freshness: "7d", audit: true }, monitor: { ks: { max: 0.1 }, auc: { min: 0.65 } }`;
  expect(evaluationOf("click.bought", gates)).toMatchObject({
    slices: ["habits__clicks_1d", "user"],
    gates: {
      metrics: [
        { metric: "auc", min: 0.7, max: null, notWorseThanChampionBy: 0.005 },
        { metric: "log_loss", min: null, max: 0.6, notWorseThanChampionBy: null },
      ],
      slices: { minRows: 100, metrics: [{ metric: "auc", min: 0.6 }] },
      latencyP95Ms: 2,
      freshness: 7 * 86_400_000_000,
      audit: true,
    },
    monitor: { ks: 0.1, psi: null, minRows: 100, metrics: [{ metric: "auc", min: 0.65 }] },
  });
});

test("judging otherwise is no other model", () => {
  const fingerprint = (judged: string) => manifestOf("click.bought", judged).fingerprints["model/judged"];
  const plain = fingerprint("");
  expect(fingerprint("gates: { auc: { min: 0.7 } }, threshold: 0.3")).toBe(plain);
  expect(fingerprint("seed: 2")).not.toBe(plain);
});
