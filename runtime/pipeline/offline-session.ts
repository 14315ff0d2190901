// The offline engine with those sources of a project registered that a job reads, and what is known of their files.
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Source } from "../../compiler/ir/program.ts";
import type { OfflineEngine, SourceInfo } from "../offline/contract.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { fileDigest, textDigest } from "./file-digest.ts";
import { openEngine } from "./project-engine.ts";

export interface RegisteredSource extends SourceInfo {
  /** SHA-256 of the file; of a source with a pattern for a path, of its files' names and digests. */
  readonly digest: string;
}

export interface OfflineSession {
  readonly engine: OfflineEngine;
  /** Those that the job reads: no other one's file need be there. */
  readonly sources: ReadonlyMap<string, RegisteredSource>;
  close(): void;
}

export interface OpenOfflineOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  /** Names of the sources that the job reads. */
  readonly sources: Iterable<string>;
  readonly signal: AbortSignal;
  /** Called as each source's file is read. */
  readonly onSource?: (name: string) => void;
}

/** @throws UserError where the file of such a source is missing, empty, or not as declared. */
export async function openOffline({
  project,
  manifest,
  sources: names,
  signal,
  onSource,
}: OpenOfflineOptions): Promise<OfflineSession> {
  const { engine, close } = await openEngine(project);
  try {
    const sources = new Map<string, RegisteredSource>();
    const read = new Set(names);
    for (const source of manifest.program.sources.filter(({ name }) => read.has(name))) {
      signal.throwIfAborted();
      onSource?.(source.name);
      const info = await engine.registerSource(source, project.root);
      sources.set(source.name, { ...info, digest: await sourceDigest(source, info, project.root, signal) });
    }
    return { engine, sources, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Files that come, go or are renamed make other data of a pattern. */
async function sourceDigest(
  source: Pick<Source, "path">,
  { files }: SourceInfo,
  root: string,
  signal: AbortSignal,
): Promise<string> {
  const [only] = files;
  if (only !== undefined && only === path.resolve(root, source.path)) return fileDigest(only, signal);
  const parts: string[] = [];
  for (const file of files) {
    parts.push(path.relative(root, file).split(path.sep).join("/"), await fileDigest(file, signal));
  }
  return textDigest(...parts);
}

/** SHA-256 of what a source holds, which the session was opened for. */
export function digestOf({ sources }: Pick<OfflineSession, "sources">, name: string): string {
  const source = sources.get(name);
  if (source === undefined) throw new Error(`the session was not opened for source ${name}`);
  return source.digest;
}

/** The greatest event time of all sources: "now", for data of the past. Microseconds since 1970. */
export function endOfData({ sources }: Pick<OfflineSession, "sources">): number {
  const ends = [...sources.values()].flatMap(({ lastEventTime }) => lastEventTime ?? []);
  if (ends.length === 0) {
    throw new UserError({
      code: "F5130",
      message: "No source says when its data ends.",
      why: "It takes a source whose eventTime is a plain column.",
      hint: "Name the instant with --clock.",
    });
  }
  return Math.max(...ends);
}
