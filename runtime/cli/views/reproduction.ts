// Whether a run that was repeated came out the same, for people.
import type { Reproduction } from "../../reproduce/reproduce-run.ts";
import { count } from "./numbers.ts";

export function reproductionLines(result: Reproduction): readonly string[] {
  const { params, metrics, artifacts, notes } = result;
  return [
    `metrics    ${count(metrics.compared, "curve")} compared, ${verdict(metrics.differences.length)}`,
    ...metrics.differences.map(({ name, expected, actual, points, largest }) => {
      const by = largest === null ? "" : `, by up to ${largest}`;
      return `  ${name}: ${text(expected)} → ${text(actual)} (${count(points, "point")}${by})`;
    }),
    `artifacts  ${count(artifacts.compared, "file")} compared, ${verdict(artifacts.differences.length)}`,
    ...artifacts.differences.map(
      ({ path, expected, actual }) => `  ${path}: ${short(expected)} → ${short(actual)}`,
    ),
    ...params.map(({ name, expected, actual }) => `param ${name}: ${text(expected)} → ${text(actual)}`),
    ...(result.status.expected === result.status.actual
      ? []
      : [`status ${result.status.expected} → ${result.status.actual}`]),
    ...notes.map((note) => `note: ${note}`),
    result.same ? "the same came out" : "something else came out",
  ];
}

function verdict(differences: number): string {
  return differences === 0 ? "all the same" : `${differences} not the same`;
}

function text(value: number | string | null): string {
  return value === null ? "not there" : String(value);
}

function short(hash: string | null): string {
  return hash === null ? "not there" : hash.slice(0, 12);
}
