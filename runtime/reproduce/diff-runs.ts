// What differs between two runs: params, metrics, code, data, features, environment, artifacts.
import type { EnvironmentRecord } from "../run/record.ts";
import type { KeyValue, Run } from "../tracking/records.ts";
import { type Change, changes } from "../snapshots/changes.ts";
import { type CodeDiff, diffCode } from "./diff-code.ts";
import type { Variables } from "./git.ts";
import { type LoadedRun, readArtifact, type Store } from "./load-run.ts";

const FEATURE_TAG = "bifold.feature_view.";

export interface RunDiff {
  readonly before: string;
  readonly after: string;
  readonly status: Change | null;
  readonly params: Readonly<Record<string, Change>>;
  /** The last values. */
  readonly metrics: Readonly<Record<string, readonly [number | null, number | null]>>;
  /** Null where one of them has no record. */
  readonly code: CodeDiff | null;
  /** As they would be typed; null where it is the same, or one of them wraps no command. */
  readonly command: Change | null;
  /** By name: the hashes of what was read. */
  readonly data: Readonly<Record<string, Change>>;
  /** The training sets' snapshots, where both have one. */
  readonly datasets: readonly [string, string] | null;
  /** By feature view: fingerprints. */
  readonly features: Readonly<Record<string, Change>>;
  /** Versions, host, lock files, variables. */
  readonly environment: Readonly<Record<string, Change>>;
  /** Python packages. */
  readonly packages: Readonly<Record<string, Change>>;
  /** By path: SHA-256. */
  readonly artifacts: Readonly<Record<string, Change>>;
}

export interface DiffRunsOptions {
  readonly store: Store;
  readonly before: LoadedRun;
  readonly after: LoadedRun;
  /** A repository with the commits of both. */
  readonly repository: string;
  readonly variables: Variables;
}

export async function diffRuns(options: DiffRunsOptions): Promise<RunDiff> {
  const { before, after } = options;
  const [left, right] = [before.run, after.run];
  const datasets = [datasetOf(before), datasetOf(after)] as const;
  return {
    before: left.info.runId,
    after: right.info.runId,
    status: left.info.status === right.info.status ? null : [left.info.status, right.info.status],
    params: changes(texts(left.params), texts(right.params)),
    metrics: metricChanges(left, right),
    code: await codeOf(options),
    command: commandOf(before, after),
    data: changes(digests(left), digests(right)),
    datasets: datasets[0] === null || datasets[1] === null ? null : [datasets[0], datasets[1]],
    features: changes(features(left), features(right)),
    environment: changes(facts(before.record?.environment), facts(after.record?.environment)),
    packages: changes(await packages(options.store, before), await packages(options.store, after)),
    artifacts: changes(ownArtifacts(before), ownArtifacts(after)),
  };
}

async function codeOf({ store, before, after, repository, variables }: DiffRunsOptions) {
  const load = async ({ run, record }: LoadedRun) => {
    if (record === null) return null;
    const artifact = record.code.kind === "git" ? (record.code.diff?.artifact ?? null) : null;
    return { code: record.code, diff: artifact === null ? null : await readArtifact(store, run, artifact) };
  };
  const [left, right] = [await load(before), await load(after)];
  return left === null || right === null ? null : diffCode(repository, left, right, variables);
}

function commandOf({ record: before }: LoadedRun, { record: after }: LoadedRun): Change | null {
  if (before?.work.kind !== "command" || after?.work.kind !== "command") return null;
  const [left, right] = [typed(before.work.argv), typed(after.work.argv)];
  return left === right ? null : [left, right];
}

/** What a shell would have to quote is quoted, so that two lists of arguments never look alike. */
function typed(argv: readonly string[]): string {
  return argv
    .map((argument) =>
      /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`,
    )
    .join(" ");
}

function metricChanges(left: Run, right: Run): RunDiff["metrics"] {
  const [one, other] = [left, right].map(
    ({ metrics }) => new Map(metrics.map(({ key, value }) => [key, value])),
  );
  const names = [...new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])])].sort();
  return Object.fromEntries(
    names
      .map((name): [string, readonly [number | null, number | null]] => [
        name,
        [one?.get(name) ?? null, other?.get(name) ?? null],
      ])
      .filter(([, [before, after]]) => !Object.is(before, after)),
  );
}

function datasetOf({ record }: LoadedRun): string | null {
  return record?.work.kind === "training" ? record.work.dataset : null;
}

function digests({ datasets }: Run): Readonly<Record<string, string>> {
  return Object.fromEntries(datasets.map(({ dataset }) => [dataset.name, dataset.digest]));
}

function features({ tags }: Run): Readonly<Record<string, string>> {
  const views = tags.filter(({ key }) => key.startsWith(FEATURE_TAG));
  return Object.fromEntries(views.map(({ key, value }) => [key.slice(FEATURE_TAG.length), value]));
}

function texts(pairs: readonly KeyValue[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}

/** One name a fact. */
function facts(environment: EnvironmentRecord | undefined): Readonly<Record<string, string>> {
  if (environment === undefined) return {};
  const { bifold, node, python, host, locks, variables } = environment;
  return {
    bifold,
    node,
    ...(python === null ? {} : { python: python.version }),
    ...Object.fromEntries(Object.entries(host).map(([name, value]) => [`host ${name}`, String(value)])),
    ...Object.fromEntries(Object.entries(locks).map(([file, { sha256 }]) => [`lock ${file}`, sha256])),
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`variable ${name}`, value])),
  };
}

async function packages(store: Store, { run, record }: LoadedRun): Promise<Readonly<Record<string, string>>> {
  const artifact = record?.environment.python?.freeze?.artifact ?? null;
  if (artifact === null) return {};
  const lines = (await readArtifact(store, run, artifact)).toString().split("\n");
  return Object.fromEntries(
    lines
      .filter((line) => line.trim() !== "" && !line.startsWith("#"))
      .map((line): [string, string] => {
        const [name = line, version = line] = line.split(/==| @ /);
        return [name, version];
      }),
  );
}

function ownArtifacts({ artifacts }: LoadedRun): Readonly<Record<string, string>> {
  return Object.fromEntries([...artifacts].filter(([file]) => !file.startsWith("bifold/")));
}
