// How good a model is, against knowing nothing but the base rate.
import { integer } from "./numbers.ts";

/** Lines of text; every metric by its name where a trainer reports others than Bifold's own do. */
export function metricsText(metrics: Readonly<Record<string, number>>): readonly string[] {
  const { holdout_rows, holdout_base_rate, holdout_auc, holdout_log_loss } = metrics;
  const { holdout_base_rate_log_loss, holdout_ece, holdout_brier } = metrics;
  if (holdout_rows === undefined || holdout_log_loss === undefined) {
    const names = Object.keys(metrics).sort();
    return names.length === 0
      ? []
      : [names.map((name) => `${name} ${digits(metrics[name] ?? 0)}`).join(", ")];
  }
  const against =
    holdout_base_rate_log_loss === undefined
      ? ""
      : ` (the base rate alone: ${digits(holdout_base_rate_log_loss)})`;
  const parts = [
    ...(holdout_auc === undefined ? [] : [`AUC ${digits(holdout_auc)}`]),
    `log-loss ${digits(holdout_log_loss)}${against}`,
    ...(holdout_ece === undefined ? [] : [`calibration error ${digits(holdout_ece)}`]),
    ...(holdout_brier === undefined ? [] : [`Brier score ${digits(holdout_brier)}`]),
  ];
  const share =
    holdout_base_rate === undefined ? "" : `, ${(holdout_base_rate * 100).toFixed(1)} % of them positive`;
  return [
    parts.join(", "),
    `on ${integer(holdout_rows)} rows held out, later than those learnt from${share}`,
  ];
}

function digits(value: number): string {
  return value.toFixed(4);
}
