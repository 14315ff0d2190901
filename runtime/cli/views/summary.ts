// The calm end of the main job: what there is now, in a few lines, and the line to type.
import type { MainJobReport } from "../steps/main-job.ts";
import { metricsText } from "./metrics.ts";
import { bytes, count, duration, instant, integer, milliseconds } from "./numbers.ts";
import type { Screen } from "./screen.ts";
import { differencesText } from "./verification.ts";

export interface SummaryFacts {
  readonly report: MainJobReport;
  /** Of the whole job. */
  readonly seconds: number;
  /** The most memory that this process took; the trainer is another one. */
  readonly peakBytes: number;
}

const WIDTH = 15;

export function showSummary(screen: Screen, { report, seconds, peakBytes }: SummaryFacts): void {
  const row = (name: string, text: string): void =>
    screen.line(`  ${screen.style("dim", name.padEnd(WIDTH))}${text}`);
  screen.line();
  screen.line(screen.style("bold", `Done in ${duration(seconds)}, ${bytes(peakBytes)} of memory at most`));
  for (const { dataset, seconds: time, skipped } of report.datasets) {
    const { trainingSet, rows } = dataset.manifest;
    const speed = skipped ? "current" : `${duration(time)}, ${integer(rows / Math.max(time, 0.001))} rows/s`;
    row("training set", `${trainingSet}: ${count(rows, "row")} (${speed})`);
  }
  for (const { version, metrics } of report.models) {
    row("model", `${version.model} version ${version.version}: ${metricsText(metrics)[0] ?? ""}`);
  }
  for (const { view, rows, bytesPerKey } of report.views) {
    row("online", `${view}: ${count(rows, "key")}, ${bytes(bytesPerKey)} a key`);
  }
  for (const { deployment, count: number, p50, p99 } of report.predictions) {
    row(
      "predictions",
      `${deployment}: ${integer(number)} over HTTP, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
    );
  }
  const { compared, differences } = totals(report);
  const text = `${count(compared, "value")} compared online and offline, ${differencesText(differences)}`;
  row("verified", differences === 0 ? text : screen.style("red", text));
  row("replay", `every request is answered as of ${instant(report.clock)}`);
  for (const { curl, answer } of report.predictions) {
    screen.line();
    screen.line(`  ${curl}`);
    screen.line(`  ${screen.style("cyan", JSON.stringify(answer))}`);
  }
}

/** The same for programs. */
export function summaryValue({ report, seconds, peakBytes }: SummaryFacts): unknown {
  const { compared, differences } = totals(report);
  return {
    ok: differences === 0,
    seconds,
    peakBytes,
    clock: instant(report.clock),
    url: report.served.url,
    datasets: report.datasets.map(({ dataset, skipped, seconds: time }) => ({
      id: dataset.id,
      rows: dataset.manifest.rows,
      skipped,
      seconds: time,
    })),
    models: report.models.map(({ version, skipped, runId, alias, metrics, seconds: time }) => ({
      model: version.model,
      version: version.version,
      alias,
      runId,
      skipped,
      seconds: time,
      metrics,
    })),
    views: report.views,
    predictions: report.predictions,
    compared,
    differences,
    verifications: report.verifications,
  };
}

function totals({ verifications }: MainJobReport): {
  readonly compared: number;
  readonly differences: number;
} {
  return {
    compared: verifications.reduce((sum, each) => sum + each.compared, 0),
    differences: verifications.reduce((sum, each) => sum + each.differences, 0),
  };
}
