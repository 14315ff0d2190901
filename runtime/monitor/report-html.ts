// Monitoring as a page: bounds, live metrics, calibration, and how far each column has moved.
import { metricsOf } from "../../compiler/library/metrics.ts";
import { digits, estimateText } from "../evaluate/estimate-text.ts";
import { figure, numberCell, page, paragraph, section, table, textCell } from "../html/page.ts";
import { linePlot } from "../html/plot.ts";
import type { MonitoringReport } from "./monitoring.ts";

export function monitoringHtml(report: MonitoringReport): string {
  const { model, version, deployment, predictions, labels, drift } = report;
  const time = (at: number | null) => (at === null ? "" : new Date(at / 1000).toISOString());
  return page(
    `${model} version ${version} in service`,
    paragraph(
      `${predictions.rows.toLocaleString("en-US")} predictions of ${deployment}, as of ${time(predictions.from)} to ${time(predictions.to)}; the label of ${labels.known.toLocaleString("en-US")} is known, joined by ${labels.by.join(", ")}.`,
      "dim",
    ),
    ...(report.bounds.length === 0 ? [] : [section("Bounds", boundsTable(report))]),
    section("Live metrics", metricsTable(report), calibrationPlot(report)),
    section(
      "Drift",
      drift === null ? paragraph("The snapshot of the training is not on this machine.") : driftTable(drift),
    ),
  );
}

function boundsTable({ bounds }: MonitoringReport): string {
  const rows = bounds.map(({ bound, wanted, found, crossed }) => [
    { html: crossed ? '<span class="bad">crossed</span>' : '<span class="good">holds</span>' },
    textCell(bound),
    textCell(wanted),
    textCell(found),
  ]);
  return table([textCell(""), textCell("bound"), textCell("wanted"), textCell("found")], rows);
}

function metricsTable({ task, metrics }: MonitoringReport): string {
  if (metrics === null) return paragraph("No label is known yet.");
  const rows = metricsOf(task).flatMap((name) => {
    const estimate = metrics[name];
    return estimate === undefined ? [] : [[textCell(name), numberCell(estimateText(estimate))]];
  });
  return table([textCell("metric"), numberCell("value (95 % interval)")], rows);
}

function calibrationPlot({ calibration, task }: MonitoringReport): string {
  if (calibration.length === 0) return "";
  const ends = calibration.flatMap(({ predicted, low, high }) => [predicted, low, high]);
  const range = [task === "binary" ? 0 : Math.min(...ends), Math.max(...ends)] as const;
  const points = calibration.map(({ predicted, observed, low, high }) => ({
    x: predicted,
    y: observed,
    low,
    high,
  }));
  const plot = linePlot(
    { x: "predicted", y: "observed", xRange: range, yRange: range },
    [{ name: "served", kind: "one", points, dots: true }],
    { diagonal: true },
  );
  return `<div class="plots">${figure(plot, "Calibration of served predictions, with 95 % intervals")}</div>`;
}

function driftTable({ columns, dataset }: NonNullable<MonitoringReport["drift"]>): string {
  const head = [
    textCell("column"),
    numberCell("PSI"),
    numberCell("KS"),
    numberCell("mean then"),
    numberCell("mean now"),
    numberCell("missing then"),
    numberCell("missing now"),
  ];
  const rows = columns
    .toSorted((left, right) => right.psi - left.psi)
    .map(({ column, psi, ks, mean, missing }) => [
      textCell(column),
      numberCell(digits(psi)),
      numberCell(ks === null ? "" : digits(ks)),
      numberCell(mean.before === null ? "" : digits(mean.before)),
      numberCell(mean.now === null ? "" : digits(mean.now)),
      numberCell(`${(missing.before * 100).toFixed(1)} %`),
      numberCell(`${(missing.now * 100).toFixed(1)} %`),
    ]);
  return `${paragraph(`Against ${dataset}: features as they were learnt from, the score as it was on rows held out.`, "dim")}${table(head, rows)}`;
}
