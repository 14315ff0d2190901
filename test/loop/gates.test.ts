// Each gate passes and fails by its own rule; a rollback goes back by whole steps.
import { expect, test } from "vitest";
import type { Gates } from "../../compiler/ir/program.ts";
import type { Estimates } from "../../runtime/evaluate/bootstrap.ts";
import type { EvaluationReport } from "../../runtime/evaluate/evaluation.ts";
import { type GateFacts, judgeGates } from "../../runtime/loop/judge-gates.ts";
import { versionBefore } from "../../runtime/registry/read-history.ts";
import type { AliasMove } from "../../runtime/registry/records.ts";

const NONE: Gates = { metrics: [], slices: null, latencyP95Ms: null, freshness: null, audit: false };
const FACTS: GateFacts = { otherFeatures: [], clock: 1_000_000, audit: null };

const about = (value: number, half = 0.01) => ({ value, low: value - half, high: value + half });

function report(auc: number, advantage: Estimates | null = null): EvaluationReport {
  const version = (metrics: Estimates) => ({ version: 2, runId: null, metrics, latency: null, parity: null });
  return {
    metric: "auc",
    challenger: { ...version({ auc: about(auc) }), latency: { p50: 1, p95: 2, p99: 3, rows: 10 } },
    champion: advantage === null ? null : version({ auc: about(0.8) }),
    advantage,
    slices: [
      {
        column: "c",
        value: "small",
        rows: 10,
        challenger: { auc: about(0.1) },
        champion: null,
        advantage: null,
      },
      {
        column: "c",
        value: "noisy",
        rows: 200,
        challenger: { auc: about(0.59, 0.05) },
        champion: null,
        advantage: null,
      },
      {
        column: "c",
        value: "bad",
        rows: 200,
        challenger: { auc: about(0.4) },
        champion: null,
        advantage: null,
      },
    ],
    dataset: { lastAsOf: 400_000 },
    audit: { compared: 5, differences: 0, examples: [] },
  } as unknown as EvaluationReport;
}

function failed(
  gates: Partial<Gates>,
  given: EvaluationReport,
  facts: Partial<GateFacts> = {},
): readonly string[] {
  return judgeGates({ ...NONE, ...gates }, given, { ...FACTS, ...facts })
    .filter(({ passed }) => !passed)
    .map(({ gate }) => gate);
}

const gate = (min: number | null, margin: number | null = null) => ({
  metric: "auc" as const,
  min,
  max: null,
  notWorseThanChampionBy: margin,
});

test("bounds and margins are held by the estimate itself", () => {
  expect(failed({ metrics: [gate(0.7)] }, report(0.7))).toEqual([]);
  expect(failed({ metrics: [gate(0.7)] }, report(0.699))).toEqual(["auc"]);
  const worse = { auc: about(-0.02, 0.001) };
  expect(failed({ metrics: [gate(null, 0.02)] }, report(0.78, worse))).toEqual([]);
  expect(failed({ metrics: [gate(null, 0.019)] }, report(0.78, worse))).toEqual(["auc of the champion"]);
  // There is nobody to compare with: the gate says nothing.
  expect(failed({ metrics: [gate(null, 0)] }, report(0.1))).toEqual([]);
});

test("without gates on metrics, what is surely worse than the champion stays out", () => {
  expect(failed({}, report(0.7, { auc: about(-0.05) }))).toEqual(["auc of the champion"]);
  expect(failed({}, report(0.7, { auc: about(-0.005) }))).toEqual([]);
});

test("a slice fails by its whole interval, and only where it has enough rows", () => {
  const slices = { minRows: 100, metrics: [gate(0.6)] };
  const verdicts = judgeGates({ ...NONE, slices }, report(0.8), FACTS).filter(
    (each) => each.gate === "auc of slices",
  );
  expect(verdicts.map(({ found }) => found)).toEqual(["c bad: 0.4000 (0.3900 to 0.4100)"]);
  expect(failed({ slices: { minRows: 1000, metrics: [gate(0.6)] } }, report(0.8))).toEqual([]);
});

test("latency, freshness, features and the audit", () => {
  expect(failed({ latencyP95Ms: 2 }, report(0.8))).toEqual([]);
  expect(failed({ latencyP95Ms: 1.9 }, report(0.8))).toEqual(["latency_p95_ms"]);
  expect(failed({ freshness: 600_000 }, report(0.8))).toEqual([]);
  expect(failed({ freshness: 599_999 }, report(0.8))).toEqual(["freshness"]);
  expect(failed({}, report(0.8), { otherFeatures: ["v"] })).toEqual(["features"]);
  expect(failed({ audit: true }, report(0.8))).toEqual(["audit"]);
  const clean = { compared: 10, differences: 0, problem: null };
  expect(failed({ audit: true }, report(0.8), { audit: clean })).toEqual([]);
  expect(failed({ audit: true }, report(0.8), { audit: { ...clean, differences: 1 } })).toEqual(["audit"]);
});

test("a rollback goes one step back, and further back the next time", () => {
  const moves: AliasMove[] = [];
  const move = (to: number, rollback = false) => {
    moves.push({ to, evidence: { rollback } } as unknown as AliasMove);
    return versionBefore(moves, to);
  };
  expect(move(1)).toBe(null);
  expect(move(2)).toBe(1);
  expect(move(3)).toBe(2);
  expect(move(2, true)).toBe(1);
  expect(move(1, true)).toBe(null);
  expect(move(4)).toBe(1);
  // Promoted on purpose, version 1 comes after 4.
  expect(move(1)).toBe(4);
});
