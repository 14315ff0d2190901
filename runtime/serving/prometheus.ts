// The Prometheus text format, version 0.0.4.
import type { Histogram } from "./histogram.ts";

export type Labels = Readonly<Record<string, string>>;

export class PrometheusText {
  #text = "";

  /** Opens a metric: its samples follow. */
  metric(name: string, type: "counter" | "gauge" | "histogram", help: string): void {
    this.#text += `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
  }

  sample(name: string, labels: Labels, value: number): void {
    this.#text += `${name}${labelText(labels)} ${numberText(value)}\n`;
  }

  /** Buckets in seconds. */
  histogram(name: string, labels: Labels, histogram: Histogram): void {
    let below = 0;
    for (const [bound, count] of histogram.buckets()) {
      below += count;
      const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : String(Number((bound / 1e6).toPrecision(4)));
      this.sample(`${name}_bucket`, { ...labels, le }, below);
    }
    this.sample(`${name}_sum`, labels, histogram.sum / 1e6);
    this.sample(`${name}_count`, labels, histogram.count);
  }

  toString(): string {
    return this.#text;
  }
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escapeLabel(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  return value === Number.NEGATIVE_INFINITY ? "-Inf" : String(value);
}
