// Whether a run that was repeated came out the same, for people.
import type { Reproduction } from "../../reproduce/reproduce-run.ts";
import { count } from "./numbers.ts";

export function reproductionLines(result: Reproduction): readonly string[] {
  const { params, metrics, artifacts, notes } = result;
  return [
    `metrics    ${verdict(metrics, "curve")}`,
    ...metrics.differences.map(({ name, expected, actual, points, largest }) => {
      const by = largest === null ? "" : `, by up to ${largest}`;
      return `  ${name}: ${text(expected)} → ${text(actual)} (${count(points, "point")}${by})`;
    }),
    `artifacts  ${verdict(artifacts, "file")}`,
    ...artifacts.differences.map(
      ({ path, expected, actual }) => `  ${path}: ${short(expected)} → ${short(actual)}`,
    ),
    ...params.map(({ name, expected, actual }) => `param ${name}: ${text(expected)} → ${text(actual)}`),
    ...(result.status.expected === result.status.actual
      ? []
      : [`status ${result.status.expected} → ${result.status.actual}`]),
    ...notes.map((note) => `note: ${note}`),
    conclusion(result),
  ];
}

interface Compared {
  readonly compared: number;
  readonly differences: readonly unknown[];
}

function verdict({ compared, differences }: Compared, what: string): string {
  if (compared === 0) return "none to compare";
  const how = differences.length === 0 ? "all the same" : `${differences.length} not the same`;
  return `${count(compared, what)} compared, ${how}`;
}

function conclusion({ same, metrics, artifacts }: Reproduction): string {
  if (!same) return "something else came out";
  if (metrics.compared + artifacts.compared > 0) return "the same came out";
  return "it ended as it did then, and nothing else could be compared: it logged no metric and no artifact";
}

function text(value: number | string | null): string {
  return value === null ? "not there" : String(value);
}

function short(hash: string | null): string {
  return hash === null ? "not there" : hash.slice(0, 12);
}
