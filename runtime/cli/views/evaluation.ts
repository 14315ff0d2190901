// An evaluation as lines for a terminal: metrics with intervals, the slices that stand out, what was checked.
import { metrics, metricsOf } from "../../../compiler/library/metrics.ts";
import { advantageText, digits, estimateText, verdictOf } from "../../evaluate/estimate-text.ts";
import type { EvaluationReport } from "../../evaluate/evaluation.ts";
import { count, integer } from "./numbers.ts";
import { tableLines } from "./table.ts";

const SLICES = 5;

export function evaluationLines(report: EvaluationReport): readonly string[] {
  const { task, metric, challenger, champion, advantage, holdout, alone, audit } = report;
  const sampled = holdout.oneIn === 1 ? "" : `, every ${holdout.oneIn}th`;
  const rows = metricsOf(task).flatMap((name) => {
    const own = challenger.metrics[name];
    if (own === undefined) return [];
    const apart = advantage?.[name];
    const against =
      apart === undefined
        ? []
        : [estimateText(champion?.metrics[name]), advantageText(apart), verdictOf(apart)];
    return [[name === metric ? `${name} *` : name, estimateText(own), ...against]];
  });
  const head =
    champion === null
      ? ["metric", `version ${challenger.version}`]
      : ["metric", `version ${challenger.version}`, `version ${champion.version}`, "better by", ""];
  const { latency, parity } = challenger;
  return [
    `${count(holdout.rows, "row")} held out${sampled}, the label is ${digits(holdout.mean)} on average${alone === null ? "" : `; ${alone}`}`,
    ...tableLines([head, ...rows]),
    ...sliceLines(report),
    ...(latency === null
      ? []
      : [
          `one row: p50 ${latency.p50.toFixed(3)} ms, p95 ${latency.p95.toFixed(3)} ms, p99 ${latency.p99.toFixed(3)} ms`,
        ]),
    `${count(audit.compared, "value")} of request views against SQL, ${count(audit.differences, "difference")}`,
    ...(parity === null
      ? []
      : [
          `${count(parity.rows, "prediction")} of the trainer against ONNX: at most ${parity.largest.toExponential(1)} apart`,
        ]),
  ];
}

/** The slices where the model does worst. */
function sliceLines({ slices, metric }: EvaluationReport): readonly string[] {
  const known = slices.flatMap((slice) => {
    const estimate = slice.challenger[metric];
    return estimate === undefined ? [] : [{ slice, estimate }];
  });
  if (known.length === 0) return [];
  const higher = metrics[metric].better === "higher";
  const worst = known.toSorted((left, right) =>
    higher ? left.estimate.value - right.estimate.value : right.estimate.value - left.estimate.value,
  );
  const rows = worst
    .slice(0, SLICES)
    .map(({ slice, estimate }) => [slice.column, slice.value, integer(slice.rows), estimateText(estimate)]);
  return [`of ${count(known.length, "slice")}, the worst by ${metric}:`, ...tableLines(rows, [2])];
}
