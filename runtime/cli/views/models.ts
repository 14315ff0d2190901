// Models and versions of the registry, for programs and for people.
import type { AliasMove, ModelVersion, RegisteredModel } from "../../registry/records.ts";
import { factsOf, type VersionDetails } from "../steps/show-models.ts";
import { instant } from "./numbers.ts";
import { tableLines } from "./table.ts";

export function modelLines(models: readonly RegisteredModel[]): readonly string[] {
  const rows = models.map(({ name, aliases, lastUpdateTime, description }) => [
    name,
    aliases.map(({ alias, version }) => `${alias} ${version}`).join(", "),
    time(lastUpdateTime),
    description ?? "",
  ]);
  return tableLines([["model", "aliases", "changed", "description"], ...rows]);
}

export function versionLines(versions: readonly ModelVersion[]): readonly string[] {
  const rows = versions
    .toReversed()
    .map(({ version, aliases, creationTime, runId, tags }) => [
      String(version),
      aliases.join(", "),
      time(creationTime),
      runId ?? "",
      tags.some(({ key }) => key === "bifold.evaluation") ? "evaluated" : "",
    ]);
  return tableLines([["version", "aliases", "registered", "run", ""], ...rows], [0]);
}

export function detailLines(details: VersionDetails): readonly string[] {
  const { version, run } = details;
  const rows = [
    ["registered", time(version.creationTime)],
    ["aliases", version.aliases.join(", ") || "none"],
    ["artifact", version.source],
    ["run", version.runId ?? "none"],
    ...(run === null ? [] : [["status", run.info.status]]),
    ...[...factsOf(details)],
    ...version.tags.map(({ key, value }) => [`tag ${key}`, value]),
  ];
  return [`${version.model} version ${version.version}`, ...tableLines(rows).map((line) => `  ${line}`)];
}

export function detailValue({ version, run }: VersionDetails) {
  const { params = [], metrics = [], tags = [] } = run ?? {};
  return {
    ...version,
    run:
      run === null
        ? null
        : {
            runId: run.info.runId,
            status: run.info.status,
            params: Object.fromEntries(params.map(({ key, value }) => [key, value])),
            metrics: Object.fromEntries(metrics.map(({ key, value }) => [key, value])),
            tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
            datasets: run.datasets.map(({ dataset }) => dataset),
          },
  };
}

export interface Compared {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs, by name. */
export function compareVersions(before: VersionDetails, after: VersionDetails): readonly Compared[] {
  const [left, right] = [factsOf(before), factsOf(after)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((name) => {
    const compared = { name, before: left.get(name) ?? null, after: right.get(name) ?? null };
    return compared.before === compared.after ? [] : [compared];
  });
}

export function historyLines(moves: readonly AliasMove[]): readonly string[] {
  const rows = moves.map(({ alias, from, to, actor, reason, movedAt }) => [
    time(movedAt),
    alias,
    `${from ?? "none"} -> ${to ?? "none"}`,
    actor,
    reason,
  ]);
  return tableLines([["when", "alias", "version", "who", "why"], ...rows]);
}

/** Milliseconds since 1970, to the second. */
function time(milliseconds: number): string {
  return instant(Math.floor(milliseconds / 1000) * 1e6);
}
