// Checks the bounds of a model's gates and monitoring: known metrics, possible values, nothing empty or contradictory.
import type { DeclaredGate, DeclaredGates, DeclaredMonitor, DeclaredNumber } from "../ir/declaration.ts";
import type { Gates, MetricGate, MonitorBounds, Task } from "../ir/program.ts";
import { metrics } from "../library/metrics.ts";
import { codes } from "./codes.ts";
import { requireMetric } from "./metrics.ts";
import type { Report } from "./report.ts";
import { readDuration } from "./time.ts";

/** Below this chance decides. */
const MIN_ROWS = 100;

const NONE: Gates = { metrics: [], slices: null, latencyP95Ms: null, freshness: null, audit: false };

export interface Judged {
  readonly task: Task;
  readonly sliced: boolean;
}

export function checkGates(declared: DeclaredGates | null, { task, sliced }: Judged, report: Report): Gates {
  if (declared === null) return NONE;
  const { slices, latencyP95Ms, freshness, audit } = declared;
  if (slices !== null && !sliced) {
    report.add(codes.badGate, slices.span, "There are gates for slices, and the model has no slices.", {
      hint: 'Name columns of the training set, as in `slices: ["country"]`.',
    });
  }
  return {
    metrics: checkMetricGates(declared.metrics, task, report),
    slices:
      slices === null
        ? null
        : {
            minRows: readRows(slices.minRows, report),
            metrics: checkMetricGates(slices.metrics, task, report),
          },
    latencyP95Ms: positive(latencyP95Ms, "A latency", report),
    freshness: freshness === null ? null : readDuration(freshness, "The freshness", report),
    audit,
  };
}

export function checkMonitor(
  declared: DeclaredMonitor | null,
  task: Task,
  report: Report,
): MonitorBounds | null {
  if (declared === null) return null;
  const { psi, ks, minRows } = declared;
  if (ks !== null && ks.value > 1) {
    report.add(codes.badGate, ks.span, `A KS distance cannot be ${ks.value}.`, { hint: "It is 0 to 1." });
  }
  return {
    metrics: checkMetricGates(declared.metrics, task, report),
    psi: positive(psi, "A drift", report),
    ks: positive(ks, "A drift", report),
    minRows: readRows(minRows, report),
  };
}

function checkMetricGates(
  declared: readonly DeclaredGate[],
  task: Task,
  report: Report,
): readonly MetricGate[] {
  const gates = declared.flatMap((gate) => checkMetricGate(gate, task, report) ?? []);
  return gates.sort((left, right) => (left.metric < right.metric ? -1 : 1));
}

function checkMetricGate(declared: DeclaredGate, task: Task, report: Report): MetricGate | null {
  const { min, max, notWorseThanChampionBy: margin } = declared;
  const metric = requireMetric(declared.metric, task, report);
  if (metric === null) return null;
  const { least, most, better } = metrics[metric];
  for (const bound of [min, max]) {
    if (bound === null || (bound.value >= least && bound.value <= most)) continue;
    report.add(codes.badGate, bound.span, `'${metric}' cannot be ${bound.value}.`, {
      hint: `It is ${rangeText(least, most)}.`,
    });
  }
  if (min !== null && max !== null && min.value > max.value) {
    report.add(
      codes.badGate,
      max.span,
      `Nothing passes: '${metric}' must be at least ${min.value} and at most ${max.value}.`,
      { hint: "Swap them, or drop one." },
    );
  }
  if (margin !== null && !(margin.value >= 0)) {
    report.add(codes.badGate, margin.span, `The margin of '${metric}' cannot be ${margin.value}.`, {
      hint: "Use 0 or more: how much worse than the champion is still good enough.",
    });
  }
  if ((better === "higher" ? min : max) === null && margin === null) {
    const wanted = better === "higher" ? "min" : "max";
    report.add(
      codes.badGate,
      declared.metric.span,
      `The bounds of '${metric}' let the worst model pass: ${better} is better.`,
      { hint: `Give it '${wanted}'.` },
    );
  }
  return {
    metric,
    min: min?.value ?? null,
    max: max?.value ?? null,
    notWorseThanChampionBy: margin?.value ?? null,
  };
}

function readRows(declared: DeclaredNumber | null, report: Report): number {
  if (declared === null) return MIN_ROWS;
  if (!Number.isSafeInteger(declared.value) || declared.value < 1) {
    report.add(codes.badGate, declared.span, `'minRows' cannot be ${declared.value}.`, {
      hint: "Use a whole number from 1 on.",
    });
  }
  return declared.value;
}

function positive(declared: DeclaredNumber | null, what: string, report: Report): number | null {
  if (declared === null || declared.value > 0) return declared?.value ?? null;
  report.add(codes.badGate, declared.span, `${what} of at most ${declared.value} is never reached.`, {
    hint: "Use a number above 0.",
  });
  return null;
}

function rangeText(least: number, most: number): string {
  if (least === Number.NEGATIVE_INFINITY) return `at most ${most}`;
  return most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
}
