// Finds a metric by its name, and says what is wrong with one that does not fit the model.
import type { DeclaredText } from "../ir/declaration.ts";
import type { MetricName, Task } from "../ir/program.ts";
import { isMetric, metrics, metricsOf } from "../library/metrics.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";

/** Null after reporting; an unknown name once, a known one of the other task with its way out. */
export function requireMetric({ text, span }: DeclaredText, task: Task, report: Report): MetricName | null {
  const known = metricsOf(task);
  if (!isMetric(text)) {
    report.add(codes.badMetric, span, `There is no metric '${text}'.`, {
      hint: didYouMean(text, known) ?? `The metrics of a ${task} model are ${known.join(", ")}.`,
    });
    return null;
  }
  if (metrics[text].task === task) return text;
  const hint =
    task === "regression"
      ? `Write \`task: "binary"\` where the label is 0 or 1; of regression there are ${known.join(", ")}.`
      : `Of a binary model there are ${known.join(", ")}.`;
  report.add(codes.badMetric, span, `'${text}' is no metric of a ${task} model.`, { hint });
  return null;
}
