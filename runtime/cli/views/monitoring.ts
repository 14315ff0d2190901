// Monitoring as lines for a terminal: bounds, live metrics, and the columns that moved most.
import { metricsOf } from "../../../compiler/library/metrics.ts";
import { digits, estimateText } from "../../evaluate/estimate-text.ts";
import type { MonitoringReport } from "../../monitor/monitoring.ts";
import { count, instant } from "./numbers.ts";
import { tableLines } from "./table.ts";

const COLUMNS = 8;

export function monitoringLines(report: MonitoringReport): readonly string[] {
  const { model, version, deployment, predictions, labels, metrics, task, drift, bounds } = report;
  const { from, to } = predictions;
  const period = from === null || to === null ? "" : `, as of ${instant(from)} to ${instant(to)}`;
  const measured = metricsOf(task).flatMap((name) => {
    const estimate = metrics?.[name];
    return estimate === undefined ? [] : [[name, estimateText(estimate)]];
  });
  const ambiguous =
    labels.ambiguous === 0 ? "" : `; ${count(labels.ambiguous, "request")} fit several labels`;
  return [
    `${model} version ${version}: ${count(predictions.rows, "prediction")} of ${deployment}${period}`,
    `${count(labels.known, "label")} known, joined by ${labels.by.join(", ")}${ambiguous}`,
    ...tableLines(measured).map(indent),
    ...(drift === null
      ? ["drift: the snapshot of the training is not on this machine"]
      : driftLines(drift.columns)),
    ...tableLines(
      bounds.map(({ bound, wanted, found, crossed }) => [
        crossed ? "CROSSED" : "holds",
        bound,
        wanted,
        found,
      ]),
    ),
  ];
}

function driftLines(columns: NonNullable<MonitoringReport["drift"]>["columns"]): readonly string[] {
  const most = columns.toSorted((left, right) => right.psi - left.psi).slice(0, COLUMNS);
  const rows = most.map(({ column, psi, ks, missing }) => [
    column,
    digits(psi),
    ks === null ? "" : digits(ks),
    `${(missing.before * 100).toFixed(1)} % -> ${(missing.now * 100).toFixed(1)} %`,
  ]);
  return [
    `of ${count(columns.length, "column")}, those that moved most:`,
    ...tableLines([["column", "PSI", "KS", "missing"], ...rows], [1, 2]).map(indent),
  ];
}

const indent = (line: string): string => `  ${line}`;
