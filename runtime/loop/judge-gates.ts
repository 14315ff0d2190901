// Holds an evaluation against the declared gates: one verdict a gate, and what would have to change.
import type { Gates, MetricGate } from "../../compiler/ir/program.ts";
import { advantageText, digits, estimateText } from "../evaluate/estimate-text.ts";
import type { Estimate, Estimates } from "../evaluate/bootstrap.ts";
import type { EvaluationReport } from "../evaluate/evaluation.ts";

export interface GateVerdict {
  readonly gate: string;
  readonly wanted: string;
  readonly found: string;
  readonly passed: boolean;
}

/** What is known besides the evaluation. */
export interface GateFacts {
  /** Views whose fingerprints are not those that the version was trained on. */
  readonly otherFeatures: readonly string[];
  /** Microseconds since 1970: by which the data's age is told. */
  readonly clock: number;
  /** Of what is served against SQL; null: it was not asked for. */
  readonly audit: {
    readonly compared: number;
    readonly differences: number;
    readonly problem: string | null;
  } | null;
}

export function judgeGates(gates: Gates, report: EvaluationReport, facts: GateFacts): readonly GateVerdict[] {
  return [
    featuresGate(facts),
    ...parityGate(report),
    ...gates.metrics.flatMap((gate) => metricGate(gate, report)),
    ...(gates.metrics.length === 0 ? impliedGate(report) : []),
    ...sliceGates(gates, report),
    ...latencyGate(gates, report),
    ...freshnessGate(gates, report, facts),
    ...auditGate(gates, report, facts),
  ];
}

/** Serving refuses a version of other features, so it can never be what answers. */
function featuresGate({ otherFeatures }: GateFacts): GateVerdict {
  return {
    gate: "features",
    wanted: "trained on what is compiled now",
    found: otherFeatures.length === 0 ? "the same" : `others: ${otherFeatures.join(", ")}`,
    passed: otherFeatures.length === 0,
  };
}

function parityGate({ challenger: { parity } }: EvaluationReport): readonly GateVerdict[] {
  if (parity === null) return [];
  const { rows, apart, largest, tolerance } = parity;
  return [
    {
      gate: "export",
      wanted: `ONNX answers as the trainer, to ${tolerance}`,
      found: `${apart} of ${rows} apart, at most ${largest.toExponential(1)}`,
      passed: apart === 0,
    },
  ];
}

function metricGate(
  gate: MetricGate,
  { challenger, champion, advantage }: EvaluationReport,
): readonly GateVerdict[] {
  const { metric, notWorseThanChampionBy: margin } = gate;
  const own = challenger.metrics[metric];
  const verdicts = boundsGate(gate, metric, own?.value, estimateText(own));
  if (margin === null || champion === null) return verdicts;
  const apart = advantage?.[metric];
  return [
    ...verdicts,
    {
      gate: `${metric} of the champion`,
      wanted: `not worse by more than ${margin}`,
      found: apart === undefined ? "no value" : `${advantageText(apart)} against version ${champion.version}`,
      passed: apart !== undefined && apart.value >= -margin,
    },
  ];
}

function boundsGate(
  { min, max }: MetricGate,
  name: string,
  value: number | undefined,
  found: string,
): readonly GateVerdict[] {
  const wanted = [...(min === null ? [] : [`at least ${min}`]), ...(max === null ? [] : [`at most ${max}`])];
  if (wanted.length === 0) return [];
  const passed = value !== undefined && (min === null || value >= min) && (max === null || value <= max);
  return [{ gate: name, wanted: wanted.join(", "), found: value === undefined ? "no value" : found, passed }];
}

/** Where no metric is declared, a version that is surely worse than the champion stays out. */
function impliedGate({ metric, champion, advantage }: EvaluationReport): readonly GateVerdict[] {
  const apart = advantage?.[metric];
  if (champion === null || apart === undefined) return [];
  return [
    {
      gate: `${metric} of the champion`,
      wanted: "not worse beyond chance",
      found: `${advantageText(apart)} against version ${champion.version}`,
      passed: !surely(apart, 0),
    },
  ];
}

/** Many slices are judged at once, so a slice fails only where chance cannot explain it: by its whole interval. */
function sliceGates({ slices: gates }: Gates, { slices }: EvaluationReport): readonly GateVerdict[] {
  if (gates === null) return [];
  const judged = slices.filter(({ rows }) => rows >= gates.minRows);
  return gates.metrics.flatMap((gate) => {
    const { metric, notWorseThanChampionBy: margin } = gate;
    const outside = judged.filter(({ challenger }) => beyondBounds(gate, challenger));
    const worse = judged.filter(({ advantage }) => {
      const apart = advantage?.[metric];
      return margin !== null && apart !== undefined && surely(apart, -margin);
    });
    const verdict = (wanted: string, failed: typeof judged): GateVerdict => ({
      gate: `${metric} of slices`,
      wanted,
      found:
        failed.length === 0
          ? `all ${judged.length} of at least ${gates.minRows} rows`
          : failed
              .map(
                ({ column, value, challenger }) => `${column} ${value}: ${estimateText(challenger[metric])}`,
              )
              .join("; "),
      passed: failed.length === 0,
    });
    const bounds = [
      ...(gate.min === null ? [] : [`at least ${gate.min}`]),
      ...(gate.max === null ? [] : [`at most ${gate.max}`]),
    ];
    return [
      ...(bounds.length === 0 ? [] : [verdict(bounds.join(", "), outside)]),
      ...(margin === null || slices.every(({ advantage }) => advantage === null)
        ? []
        : [verdict(`not worse than the champion's by more than ${margin}`, worse)]),
    ];
  });
}

function beyondBounds({ metric, min, max }: MetricGate, found: Estimates): boolean {
  const estimate = found[metric];
  if (estimate === undefined) return false;
  const { value, low, high } = estimate;
  return (min !== null && (high ?? value) < min) || (max !== null && (low ?? value) > max);
}

function surely({ value, high }: Estimate, least: number): boolean {
  return (high ?? value) < least;
}

function latencyGate(
  { latencyP95Ms }: Gates,
  { challenger: { latency } }: EvaluationReport,
): readonly GateVerdict[] {
  if (latencyP95Ms === null) return [];
  return [
    {
      gate: "latency_p95_ms",
      wanted: `at most ${latencyP95Ms}`,
      found: latency === null ? "no value" : latency.p95.toFixed(3),
      passed: latency !== null && latency.p95 <= latencyP95Ms,
    },
  ];
}

const DAY = 86_400_000_000;

function freshnessGate(
  { freshness }: Gates,
  { dataset }: EvaluationReport,
  { clock }: GateFacts,
): readonly GateVerdict[] {
  if (freshness === null) return [];
  const age = dataset.lastAsOf === null ? null : clock - dataset.lastAsOf;
  return [
    {
      gate: "freshness",
      wanted: `at most ${digits(freshness / DAY)} days`,
      found: age === null ? "no rows" : `${digits(age / DAY)} days`,
      passed: age !== null && age <= freshness,
    },
  ];
}

function auditGate(
  { audit: asked }: Gates,
  { audit: request }: EvaluationReport,
  { audit }: GateFacts,
): readonly GateVerdict[] {
  if (!asked) return [];
  const compared = request.compared + (audit?.compared ?? 0);
  const differences = request.differences + (audit?.differences ?? 0);
  const problem = audit === null ? "what is served was not compared" : audit.problem;
  return [
    {
      gate: "audit",
      wanted: "no difference of a bit",
      found: problem ?? `${differences} of ${compared} values differ`,
      passed: problem === null && differences === 0 && compared > 0,
    },
  ];
}
