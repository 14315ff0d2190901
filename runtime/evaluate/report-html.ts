// An evaluation as a page: metrics with intervals, plots, slices, and what was checked beside them.
import { metricsOf } from "../../compiler/library/metrics.ts";
import { type Cell, figure, numberCell, page, paragraph, section, table, textCell } from "../html/page.ts";
import { barPlot, type Line, linePlot } from "../html/plot.ts";
import { advantageText, estimateText, verdictOf } from "./estimate-text.ts";
import type { EvaluationReport, VersionEvaluation } from "./evaluation.ts";

export function evaluationHtml(report: EvaluationReport): string {
  const { model, challenger, champion, dataset, holdout, alone } = report;
  const title = `${model} version ${challenger.version}`;
  const against =
    champion === null
      ? `Judged alone: ${alone ?? ""}.`
      : `Against version ${champion.version}, the champion.`;
  const sampled = holdout.oneIn === 1 ? "" : `, every ${holdout.oneIn}th of them`;
  const negatives =
    holdout.negativesOneIn === null
      ? ""
      : ` Of rows whose label is 0, one in ${holdout.negativesOneIn} is in the training set: metrics are of such rows.`;
  return page(
    title,
    paragraph(against),
    paragraph(
      `${holdout.rows.toLocaleString("en-US")} rows held out${sampled}, as of ${new Date(holdout.from / 1000).toISOString()} and later, of ${dataset.id}; ${report.label} is ${holdout.mean.toFixed(4)} on average.${negatives} Intervals hold 95 % of ${report.resamples} resamples. Every score came through generated code and ONNX. * is looked at first.`,
      "dim",
    ),
    section("Metrics", metricsTable(report)),
    section("Plots", `<div class="plots">${plots(report).join("\n")}</div>`),
    ...(report.slices.length === 0 ? [] : [section("Slices", slicesTable(report))]),
    section("Checks", checks(report)),
  );
}

function metricsTable({ task, metric, challenger, champion, advantage }: EvaluationReport): string {
  const head = [
    textCell("metric"),
    numberCell(`version ${challenger.version}`),
    ...(champion === null
      ? []
      : [numberCell(`version ${champion.version}`), numberCell("better by"), textCell("")]),
  ];
  const rows = metricsOf(task).flatMap((name): Cell[][] => {
    const own = challenger.metrics[name];
    if (own === undefined) return [];
    const apart = advantage?.[name];
    const verdict = apart === undefined ? "" : verdictOf(apart);
    const kind = verdict === "better" ? "good" : verdict === "worse" ? "bad" : "dim";
    return [
      [
        textCell(name === metric ? `${name} *` : name),
        numberCell(estimateText(own)),
        ...(champion === null
          ? []
          : [
              numberCell(estimateText(champion.metrics[name])),
              numberCell(advantageText(apart)),
              { html: `<span class="${kind}">${verdict}</span>` },
            ]),
      ],
    ];
  });
  return table(head, rows);
}

function versionsOf({ challenger, champion }: EvaluationReport): readonly VersionEvaluation[] {
  return champion === null ? [challenger] : [challenger, champion];
}

function linesOf(
  report: EvaluationReport,
  points: (version: VersionEvaluation) => Line["points"],
  dots: boolean,
): Line[] {
  return versionsOf(report).map((version, index) => ({
    name: `version ${version.version}`,
    kind: index === 0 ? "one" : "two",
    points: points(version),
    dots,
  }));
}

function plots(report: EvaluationReport): readonly string[] {
  const binary = report.task === "binary";
  const calibrated = versionsOf(report).flatMap(({ calibration }) =>
    calibration.flatMap(({ predicted, high }) => [predicted, high]),
  );
  const least = binary ? 0 : Math.min(...calibrated, ...report.challenger.calibration.map(({ low }) => low));
  const most = Math.max(...calibrated, binary ? 0.1 : Number.NEGATIVE_INFINITY);
  const calibration = linePlot(
    { x: "predicted", y: "observed", xRange: [least, most], yRange: [least, most] },
    linesOf(
      report,
      (version) =>
        version.calibration.map(({ predicted, observed, low, high }) => ({
          x: predicted,
          y: observed,
          low,
          high,
        })),
      true,
    ),
    { diagonal: true },
  );
  const bins = report.challenger.histogram;
  const tallest = Math.max(...bins.map(({ negatives, positives }) => negatives + positives));
  const histogram = barPlot(
    { x: report.output, y: "rows", xRange: [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1], yRange: [0, tallest] },
    bins.map(({ from, to, negatives, positives }) => ({
      from,
      to,
      parts: binary ? [negatives, positives] : [negatives],
    })),
    binary ? [`${report.label} 0`, `${report.label} 1`] : [],
  );
  const roc = linePlot(
    { x: "false positives", y: "true positives", xRange: [0, 1], yRange: [0, 1] },
    linesOf(
      report,
      ({ roc: points }) =>
        points.map(({ falsePositives, truePositives }) => ({ x: falsePositives, y: truePositives })),
      false,
    ),
    { diagonal: true },
  );
  return [
    ...(binary && report.challenger.roc.length > 0
      ? [figure(roc, "ROC: what share of each class lies above a threshold")]
      : []),
    figure(
      calibration,
      "Calibration: ten bins of equally many rows, with 95 % intervals; on the dashed line, predictions come true",
    ),
    figure(histogram, `Scores of version ${report.challenger.version}`),
  ];
}

function slicesTable({ slices, metric, champion }: EvaluationReport): string {
  const head = [
    textCell("column"),
    textCell("value"),
    numberCell("rows"),
    numberCell(metric),
    ...(champion === null ? [] : [numberCell("better by")]),
  ];
  const rows = slices.map(({ column, value, rows: size, challenger, advantage }) => [
    textCell(column),
    textCell(value),
    numberCell(size.toLocaleString("en-US")),
    numberCell(estimateText(challenger[metric])),
    ...(champion === null ? [] : [numberCell(advantageText(advantage?.[metric]))]),
  ]);
  return table(head, rows);
}

function checks(report: EvaluationReport): string {
  const { audit } = report;
  const lines = [
    paragraph(
      `${audit.compared.toLocaleString("en-US")} values of request views computed by generated code and by SQL: ${audit.differences} differ.`,
      audit.differences === 0 ? "good" : "bad",
    ),
    ...versionsOf(report).flatMap(({ version, latency, parity }) => [
      ...(latency === null
        ? []
        : [
            paragraph(
              `Version ${version}, one row through generated code and ONNX: p50 ${latency.p50.toFixed(3)} ms, p95 ${latency.p95.toFixed(3)} ms, p99 ${latency.p99.toFixed(3)} ms.`,
            ),
          ]),
      parity === null
        ? paragraph(
            `Version ${version}: the trainer left no predictions of its own to compare ONNX with.`,
            "dim",
          )
        : paragraph(
            `Version ${version}: ${parity.rows.toLocaleString("en-US")} predictions of the trainer and of ONNX compared; the largest distance is ${parity.largest.toExponential(2)}, ${parity.apart} are apart.`,
            parity.apart === 0 ? "good" : "bad",
          ),
    ]),
  ];
  return lines.join("\n");
}
