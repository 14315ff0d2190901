// The offline engine with a project's sources registered, and what is known of their files.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { OfflineEngine, SourceInfo } from "../offline/contract.ts";
import type { Project } from "../project/project.ts";
import { UserError } from "../user-error.ts";
import { fileDigest } from "./file-digest.ts";
import { openEngine } from "./project-engine.ts";

export interface RegisteredSource extends SourceInfo {
  /** SHA-256 of the file. */
  readonly digest: string;
}

export interface OfflineSession {
  readonly engine: OfflineEngine;
  readonly sources: ReadonlyMap<string, RegisteredSource>;
  close(): void;
}

export interface OpenOfflineOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly signal: AbortSignal;
  /** Called as each source's file is read. */
  readonly onSource?: (name: string) => void;
}

/** @throws UserError where a source's file is missing, empty, or not as declared. */
export async function openOffline({
  project,
  manifest,
  signal,
  onSource,
}: OpenOfflineOptions): Promise<OfflineSession> {
  const { engine, close } = await openEngine(project);
  try {
    const sources = new Map<string, RegisteredSource>();
    for (const source of manifest.program.sources) {
      signal.throwIfAborted();
      onSource?.(source.name);
      const info = await engine.registerSource(source, project.root);
      sources.set(source.name, { ...info, digest: await fileDigest(info.file, signal) });
    }
    return { engine, sources, close };
  } catch (error) {
    close();
    throw error;
  }
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
