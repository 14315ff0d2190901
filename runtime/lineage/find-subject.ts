// What a user means by the name of a thing: which nodes of the lineage it stands for.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";
import type { Metadata } from "../database/metadata-database.ts";
import type { Project } from "../project/project.ts";
import { currentVersion } from "../registry/aliases.ts";
import { readRunInfo } from "../tracking/read-runs.ts";
import { UserError } from "../user-error.ts";
import { addFeature } from "./add-definitions.ts";
import { addOneRun, versionId } from "./add-records.ts";
import type { LineageGraph } from "./graph.ts";
import { addPrediction, parsePrediction, type Prediction } from "./prediction.ts";

export interface Subject {
  readonly ids: readonly string[];
  /** Where it is one. */
  readonly prediction: Prediction | null;
}

export interface SubjectOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly metadata: Metadata;
  /** The user's working directory. */
  readonly folder: string;
}

const RUN = /^[0-9a-f]{32}$/;
const FINGERPRINT = /^[0-9a-f]{8,64}$/;

/** @throws UserError F5901 where nothing is called so; F5902 for a file that is no response. */
export async function findSubject(
  graph: LineageGraph,
  text: string,
  options: SubjectOptions,
): Promise<Subject> {
  const { manifest, metadata } = options;
  const plain = (ids: readonly string[]): Subject => ({ ids, prediction: null });
  if (text.endsWith(".json")) return predictionOf(graph, text, options);
  if (RUN.test(text) && (await readRunInfo(metadata, text).catch(() => null)) !== null) {
    if (graph.get(`run/${text}`) === null) await addOneRun(graph, metadata, text);
    return plain([`run/${text}`]);
  }
  const at = text.lastIndexOf("@");
  if (at > 0) {
    const [model, which] = [text.slice(0, at), text.slice(at + 1)];
    const version = /^\d+$/.test(which) ? Number(which) : await currentVersion(metadata, model, which);
    if (version !== null && graph.get(versionId(model, version)) !== null)
      return plain([versionId(model, version)]);
  }
  const dot = text.indexOf(".");
  const feature = dot <= 0 ? null : addFeature(graph, manifest, text.slice(0, dot), text.slice(dot + 1));
  if (feature !== null) return plain([feature]);
  const found = named(graph, text, options);
  if (found.length > 0) return plain(found);
  throw unknown(graph, text);
}

async function predictionOf(
  graph: LineageGraph,
  text: string,
  { folder, manifest: { program } }: SubjectOptions,
): Promise<Subject> {
  const file = path.resolve(folder, text);
  const content = await readFile(file, "utf8").catch(() => null);
  if (content === null) throw unknown(graph, text);
  const prediction = parsePrediction(content, text);
  return { ids: [addPrediction(graph, program, prediction)], prediction };
}

/** Definitions as they are compiled now before those of the past. */
function named(graph: LineageGraph, text: string, { project, folder }: SubjectOptions): readonly string[] {
  const file = path.relative(project.root, path.resolve(folder, text)).split(path.sep).join("/");
  const matches = graph.all().filter(({ kind, title, facts, id }) => {
    if (kind === "file") return title === file || title === text;
    if (title === text || id === text || id.startsWith(`${kind}/${text}@`)) return true;
    return FINGERPRINT.test(text) && Object.values(facts).some((fact) => fact.startsWith(text));
  });
  const current = matches.filter(
    ({ kind, facts }) => kind !== "file" && (facts.compiled === "now" || !("fingerprint" in facts)),
  );
  return (current.length > 0 ? current : matches).map(({ id }) => id);
}

function unknown(graph: LineageGraph, text: string): UserError {
  const near = nearestName(
    text,
    graph.all().map(({ title }) => title),
  );
  return new UserError({
    code: "F5901",
    message: `Nothing that is known here is called '${text}'.`,
    why: "It can be a saved response (.json), a deployment, MODEL@VERSION, a run, a training set or a snapshot, VIEW or VIEW.FEATURE, a fingerprint, a source or its file.",
    ...(near === null ? {} : { hint: `Did you mean '${near}'?` }),
  });
}
