// Snapshots, runs, versions and deployments, as part of a lineage: what was really made, of which state of things.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { sql } from "../database/kysely.ts";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { groupBy } from "../database/group-by.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { type Dataset, findDataset } from "../pipeline/dataset.ts";
import { DATASETS_FOLDER, type Project } from "../project/project.ts";
import { currentVersion } from "../registry/aliases.ts";
import type { ModelVersion } from "../registry/records.ts";
import { readVersions } from "../registry/versions.ts";
import { definitionId } from "./add-definitions.ts";
import type { LineageGraph } from "./graph.ts";

export async function addDatasets(
  graph: LineageGraph,
  project: Project,
  { program }: Manifest,
): Promise<void> {
  const names = await readdir(path.join(project.root, DATASETS_FOLDER)).catch(() => []);
  for (const name of names) {
    const dataset = await findDataset(project, name);
    if (dataset !== null) addDataset(graph, dataset, program);
  }
}

function addDataset(graph: LineageGraph, { id, manifest }: Dataset, program: Program): void {
  const { trainingSet, fingerprint, features, sources, rows, sha256 } = manifest;
  const node = `dataset/${id}`;
  graph.add({ id: node, kind: "dataset", title: id, facts: { rows: String(rows), sha256 } });
  const set = definitionId("training_set", trainingSet, fingerprint);
  graph.add({ id: set, kind: "training_set", title: trainingSet, facts: { fingerprint } });
  graph.connect(set, node);
  for (const [view, digest] of Object.entries(features))
    connectView(graph, program, { view, fingerprint: digest, to: node });
  for (const { path: file, sha256: digest } of Object.values(sources)) {
    const content = `file/${file}@${digest.slice(0, 12)}`;
    graph.add({ id: content, kind: "file", title: file, facts: { sha256: digest } });
    graph.connect(content, node);
  }
}

/** A view under the fingerprint that something was made with, whatever it is now. */
export function connectView(
  graph: LineageGraph,
  { requestViews }: Program,
  made: {
    readonly view: string;
    readonly fingerprint: string;
    readonly to: string;
    readonly cut?: string | null;
  },
): void {
  const { view, fingerprint, to, cut = null } = made;
  const kind = requestViews.some(({ name }) => name === view) ? "request_view" : "feature_view";
  const id = definitionId(kind, view, fingerprint);
  graph.add({ id, kind, title: view, facts: { fingerprint, ...(cut === null ? {} : { cut }) } });
  graph.connect(id, to);
}

const DATASET = "bifold.dataset";
const COMMIT = "mlflow.source.git.commit";
const DIRTY = "bifold.git.dirty";

/** All versions with their runs: three statements, however many there are. */
export async function addVersions(
  graph: LineageGraph,
  metadata: Metadata,
  { program }: Manifest,
): Promise<readonly ModelVersion[]> {
  const versions = await readVersions(metadata, sql`1 = 1`);
  const runs = [...new Set(versions.flatMap(({ runId }) => runId ?? []))];
  const tags = groupBy(await tagsOf(metadata, runs), ({ run_id }) => run_id);
  for (const runId of runs) {
    addRun(graph, runId, new Map((tags.get(runId) ?? []).map(({ name, value }) => [name, value])));
  }
  for (const { model, version, runId, aliases, featureFingerprints, source } of versions) {
    const id = versionId(model, version);
    graph.add({
      id,
      kind: "version",
      title: `${model} version ${version}`,
      facts: { source, ...(aliases.length === 0 ? {} : { aliases: aliases.join(", ") }) },
    });
    if (runId !== null) graph.connect(`run/${runId}`, id);
    // A run that tells its data has these above it already.
    if (runId === null || !tags.has(runId)) {
      for (const [view, fingerprint] of Object.entries(featureFingerprints))
        connectView(graph, program, { view, fingerprint, to: id });
    }
  }
  return versions;
}

export function versionId(model: string, version: number | string): string {
  return `version/${model}@${version}`;
}

/** A run that no version was made of is read when it is asked for. */
export async function addOneRun(graph: LineageGraph, metadata: Metadata, runId: string): Promise<void> {
  const tags = await tagsOf(metadata, [runId]);
  addRun(graph, runId, new Map(tags.map(({ name, value }) => [name, value])));
}

function addRun(graph: LineageGraph, runId: string, tags: ReadonlyMap<string, string>): void {
  const id = `run/${runId}`;
  const dataset = tags.get(DATASET);
  const commit = tags.get(COMMIT);
  graph.add({ id, kind: "run", title: runId, facts: dataset === undefined ? {} : { dataset } });
  if (dataset !== undefined) {
    if (graph.get(`dataset/${dataset}`) === null) {
      const facts = { missing: "the snapshot is not on this machine" };
      graph.add({ id: `dataset/${dataset}`, kind: "dataset", title: dataset, facts });
    }
    graph.connect(`dataset/${dataset}`, id);
  }
  if (commit !== undefined) {
    graph.add({
      id: `code/${commit}`,
      kind: "code",
      title: `commit ${commit.slice(0, 12)}`,
      facts: { commit },
    });
    graph.connect(`code/${commit}`, id);
    if (tags.get(DIRTY) === "true") {
      graph.add({
        id,
        kind: "run",
        title: runId,
        facts: { changes: "beyond the commit, kept with the run" },
      });
    }
  }
}

export async function addDeployments(
  graph: LineageGraph,
  metadata: Metadata,
  { program }: Manifest,
): Promise<void> {
  for (const { name, model, alias } of program.deployments) {
    const id = `deployment/${name}`;
    graph.add({ id, kind: "deployment", title: name, facts: { serves: `${model}@${alias}` } });
    const version = await currentVersion(metadata, model, alias);
    if (version !== null) graph.connect(versionId(model, version), id);
  }
}

async function tagsOf({ kysely, dialect }: Metadata, runs: readonly string[]) {
  if (runs.length === 0) return [];
  return kysely
    .selectFrom("tag")
    .innerJoin("key", "key.id", "tag.key_id")
    .innerJoin("run", "run.seq", "tag.run_seq")
    .select(["run.run_id", "key.name", "tag.value"])
    .where("key.name", "in", [DATASET, COMMIT, DIRTY])
    .where(dialect.isAnyOf(sql.ref("run.run_id"), runs))
    .execute();
}
