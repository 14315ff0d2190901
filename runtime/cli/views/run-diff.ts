// What differs between two runs, for people.
import type { RunDiff } from "../../reproduce/diff-runs.ts";
import type { Change } from "../../snapshots/changes.ts";
import type { DatasetDiff } from "../../snapshots/dataset-diff.ts";
import { changeLines, dataDiffLines } from "./data-diff.ts";

/** `data`: their training sets compared; null where they cannot be. */
export function runDiffLines(diff: RunDiff, data: DatasetDiff | null): readonly string[] {
  const { status, params, metrics, command, code, features, environment, packages, artifacts } = diff;
  const lines = [
    ...(status === null ? [] : [`status: ${status[0]} → ${status[1]}`]),
    ...plain("param", params),
    ...Object.entries(metrics).map(([name, [before, after]]) => {
      const by =
        before === null || after === null ? "" : ` (${after - before > 0 ? "+" : ""}${after - before})`;
      return `metric ${name}: ${before ?? "not there"} → ${after ?? "not there"}${by}`;
    }),
    ...(command === null ? [] : [`command: ${command[0]} → ${command[1]}`]),
    ...codeLines(code),
    ...changeLines("data", diff.data),
    ...(data === null || data.identical ? [] : dataDiffLines(data).map((line) => `  ${line}`)),
    ...changeLines("feature view", features),
    ...plain("environment", environment),
    ...plain("package", packages),
    ...changeLines("artifact", artifacts),
  ];
  return lines.length === 0 ? ["nothing differs"] : lines;
}

function codeLines(code: RunDiff["code"]): readonly string[] {
  if (code === null) return ["code: one of the runs has no record of it"];
  if (code.same) return [];
  const note = code.note === null ? "" : ` (${code.note})`;
  const patch = (code.patch ?? "").split("\n").filter((line) => line !== "");
  return [`code differs${note}`, ...patch.map((line) => `  ${line}`)];
}

function plain(what: string, changes: Readonly<Record<string, Change>>): readonly string[] {
  return Object.entries(changes).map(
    ([name, [before, after]]) => `${what} ${name}: ${before ?? "not there"} → ${after ?? "not there"}`,
  );
}
