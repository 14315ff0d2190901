// Traces one thing through definitions, data, runs, versions and deployments, in both directions.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Metadata } from "../database/metadata-database.ts";
import type { Project } from "../project/project.ts";
import { addDefinitions } from "./add-definitions.ts";
import { addDatasets, addDeployments, addVersions, versionId } from "./add-records.ts";
import { findSubject } from "./find-subject.ts";
import { type Lineage, LineageGraph } from "./graph.ts";
import { rebuildCommands } from "./prediction.ts";

export interface TraceOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly metadata: Metadata;
  /** The user's working directory. */
  readonly folder: string;
  readonly directions: readonly ("up" | "down")[];
}

export interface Trace {
  readonly graph: LineageGraph;
  /** Ids of what was asked for. */
  readonly subjects: readonly string[];
  readonly lineage: Lineage;
  /** How to make a prediction again; empty for anything else. */
  readonly rebuild: readonly string[];
}

export async function trace(text: string, options: TraceOptions): Promise<Trace> {
  const { project, manifest, metadata, directions } = options;
  const graph = new LineageGraph();
  addDefinitions(graph, manifest);
  await addDatasets(graph, project, manifest);
  const versions = await addVersions(graph, metadata, manifest);
  await addDeployments(graph, metadata, manifest);
  const { ids, prediction } = await findSubject(graph, text, options);
  const lineage = graph.reach(ids, directions);
  if (prediction === null) return { graph, subjects: ids, lineage, rebuild: [] };
  const { model } = prediction;
  const runId =
    versions.find((each) => versionId(each.model, each.version) === versionId(model.name, model.version))
      ?.runId ?? null;
  const above = runId === null ? [] : graph.parents(`run/${runId}`);
  const rebuild = rebuildCommands(prediction, {
    runId,
    commit: above.find(({ kind }) => kind === "code")?.facts.commit ?? null,
    dataset: above.find(({ kind }) => kind === "dataset")?.title ?? null,
  });
  return { graph, subjects: ids, lineage, rebuild };
}
