// Runs of a project, for programs and for people.
import type { Run } from "../../tracking/records.ts";
import { instant } from "./numbers.ts";

const GIT = "mlflow.source.git.commit";
const MOST_METRICS = 3;

export function runValue({ info, params, tags, metrics, datasets }: Run) {
  return {
    runId: info.runId,
    experimentId: info.experimentId,
    name: info.name,
    status: info.status,
    startTime: info.startTime,
    endTime: info.endTime,
    user: info.userId,
    params: pairs(params),
    metrics: Object.fromEntries(metrics.map(({ key, value }) => [key, value])),
    tags: pairs(tags),
    inputs: datasets.map(({ dataset }) => ({ name: dataset.name, digest: dataset.digest })),
  };
}

/** Cells of a table: id, name, status, start, commit, the first metrics. */
export function runCells({ info, tags, metrics }: Run): readonly string[] {
  const own = metrics.filter(({ key }) => !key.startsWith("system/")).slice(0, MOST_METRICS);
  return [
    info.runId.slice(0, 12),
    info.name,
    info.status,
    instant(info.startTime * 1000).slice(0, 19),
    commitText(tags),
    own.map(({ key, value }) => `${key} ${Number(value.toPrecision(6))}`).join(", "),
  ];
}

export function runLines(run: Run): readonly string[] {
  const { info, params, tags, metrics, datasets } = run;
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
  return [
    `${info.runId}  ${info.name}`,
    `${info.status}, started ${instant(info.startTime * 1000)}${info.endTime === null ? "" : `, ended ${instant(info.endTime * 1000)}`}`,
    ...list(
      "params",
      params.map(({ key, value }) => `${key} = ${value}`),
    ),
    ...list(
      "metrics",
      metrics.map(({ key, value, step }) => `${key} = ${value} at step ${step}`),
    ),
    ...list(
      "inputs",
      datasets.map(({ dataset }) => `${dataset.name} ${dataset.digest}`),
    ),
    ...list(
      "tags",
      tags.map(({ key, value }) => `${key} = ${value}`),
    ),
  ];
}

/** The first digits, and a `+` where the files were not those of the commit. */
function commitText(tags: Run["tags"]): string {
  const sha = tags.find(({ key }) => key === GIT)?.value.slice(0, 8) ?? "";
  const dirty = tags.some(({ key, value }) => key === "bifold.git.dirty" && value === "true");
  return `${sha}${sha !== "" && dirty ? "+" : ""}`;
}

function pairs(list: readonly { readonly key: string; readonly value: string }[]) {
  return Object.fromEntries(list.map(({ key, value }) => [key, value]));
}
