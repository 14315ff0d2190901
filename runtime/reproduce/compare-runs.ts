// Compares a run with its reproduction: params, every point of every metric, and artifacts by their hashes.
import type { Metadata } from "../database/metadata-database.ts";
import { RECORD_FOLDER } from "../run/record.ts";
import { SYSTEM_PREFIX } from "../run/sample-usage.ts";
import { metricHistory } from "../tracking/metric-history.ts";
import type { Metric, Run } from "../tracking/records.ts";
import type {
  ArtifactDifference,
  CompareOptions,
  Comparison,
  MetricDifference,
  ParamDifference,
  Scope,
} from "./comparison.ts";
import { type LoadedRun, loadRun, type Store } from "./load-run.ts";

const PAGE = 25_000;

export async function compareRuns(
  store: Store,
  before: LoadedRun,
  reproduction: string,
  options: CompareOptions & { readonly only: Scope },
): Promise<Comparison> {
  const { only } = options;
  const after = await loadRun(store, reproduction);
  const counts = (name: string): boolean => !options.ignored.some((pattern) => matches(name, pattern));
  const metricNames = union(before.run.metrics.map(keyOf), after.run.metrics.map(keyOf)).filter(
    (name) => !name.startsWith(SYSTEM_PREFIX) && counts(name) && (only === null || only.metrics.has(name)),
  );
  const metrics: MetricDifference[] = [];
  for (const name of metricNames) {
    const found = await compareMetric(store.metadata, before.run, after.run, name, options);
    if (found !== null) metrics.push(found);
  }
  const files = union([...before.artifacts.keys()], [...after.artifacts.keys()]).filter(
    (path) =>
      !path.startsWith(`${RECORD_FOLDER}/`) && counts(path) && (only === null || only.artifacts.has(path)),
  );
  const artifacts = files.flatMap((path): ArtifactDifference[] => {
    const [expected, actual] = [before.artifacts.get(path) ?? null, after.artifacts.get(path) ?? null];
    return expected === actual ? [] : [{ path, expected, actual }];
  });
  const params = compareParams(before.run, after.run).filter(({ name }) => counts(name));
  const status = { expected: before.run.info.status, actual: after.run.info.status };
  return {
    same: status.expected === status.actual && params.length + metrics.length + artifacts.length === 0,
    status,
    params,
    metrics: { compared: metricNames.length, differences: metrics },
    artifacts: { compared: files.length, differences: artifacts },
  };
}

/** One metric at a time: memory holds two curves. */
async function compareMetric(
  metadata: Metadata,
  before: Run,
  after: Run,
  name: string,
  { tolerances }: CompareOptions,
): Promise<MetricDifference | null> {
  const tolerance = tolerances[name] ?? 0;
  const left = await readCurve(metadata, before, name);
  const right = await readCurve(metadata, after, name);
  let points = Math.abs(left.length - right.length);
  let largest: number | null = null;
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [one, other] = [left[index] as Metric, right[index] as Metric];
    const distance = Object.is(one.value, other.value) ? 0 : Math.abs(one.value - other.value);
    if (!Number.isNaN(distance)) largest = Math.max(largest ?? 0, distance);
    // Written so that a NaN on one side counts as a difference.
    const close = Object.is(one.value, other.value) || distance <= (tolerance === 0 ? -1 : tolerance);
    if (one.step !== other.step || !close) points++;
  }
  if (points === 0) return null;
  const last = (run: Run): number | null => run.metrics.find(({ key }) => key === name)?.value ?? null;
  return { name, expected: last(before), actual: last(after), points, largest, tolerance };
}

/** By step; points of one step in the order in which they were logged. */
async function readCurve(metadata: Metadata, { info }: Run, name: string): Promise<readonly Metric[]> {
  const points: Metric[] = [];
  for (let pageToken: string | null = ""; pageToken !== null; ) {
    const page = await metricHistory(metadata, info.runId, name, { maxResults: PAGE, pageToken });
    for (const point of page.items) points.push(point);
    pageToken = page.nextToken;
  }
  return points.sort((left, right) => (left.step < right.step ? -1 : Number(left.step > right.step)));
}

function compareParams(before: Run, after: Run): readonly ParamDifference[] {
  const [left, right] = [before, after].map(
    ({ params }) => new Map(params.map(({ key, value }) => [key, value])),
  );
  return union(before.params.map(keyOf), after.params.map(keyOf)).flatMap((name): ParamDifference[] => {
    const [expected, actual] = [left?.get(name) ?? null, right?.get(name) ?? null];
    return expected === actual ? [] : [{ name, expected, actual }];
  });
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])].sort();
}

function keyOf({ key }: { readonly key: string }): string {
  return key;
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
