// The keys of a project on a Redis server; the braces keep all of them on one node of a cluster.
import type { ViewVersion } from "../contract.ts";

export interface ProjectKeys {
  /** The layout's version, refused where it is another. */
  readonly format: string;
  /** Counts generations. */
  readonly next: string;
  pointer(version: ViewVersion): string;
  lease(version: ViewVersion): string;
  /** A hash: generation -> GenerationRecord. */
  generations(version: ViewVersion): string;
  /** What stands before a row's key bytes. */
  rows(generation: string): string;
  /** Matches all rows of a generation. */
  pattern(generation: string): string;
}

export function projectKeys(project: string): ProjectKeys {
  const prefix = `bifold:{${project}}:`;
  const named = (kind: string, { view, fingerprint }: ViewVersion): string =>
    `${prefix}${kind}:${view}:${fingerprint}`;
  return {
    format: `${prefix}format`,
    next: `${prefix}next`,
    pointer: (version) => named("pointer", version),
    lease: (version) => named("lease", version),
    generations: (version) => named("generations", version),
    rows: (generation) => `${prefix}${generation}:`,
    pattern: (generation) => `${escapeGlob(`${prefix}${generation}:`)}*`,
  };
}

function escapeGlob(text: string): string {
  return text.replace(/[\\*?[\]]/g, "\\$&");
}
