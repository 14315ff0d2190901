// DuckDB as a project's environment declares it, with a spill folder of its own: the engine names files alike in every process.
import { rmSync } from "node:fs";
import type { OfflineEngine } from "../offline/contract.ts";
import { openDuckDb } from "../offline/duckdb-engine.ts";
import type { Project } from "../project/project.ts";
import { makeWorkingFolder } from "./working-folder.ts";

export interface ProjectEngine {
  readonly engine: OfflineEngine;
  /** Closes it, and removes what it spilled. */
  close(): void;
}

export async function openEngine({ environment }: Project): Promise<ProjectEngine> {
  const spill = await makeWorkingFolder(environment.offline.spill, "duckdb");
  const engine = await openDuckDb({ ...environment.offline, spill });
  return {
    engine,
    close: () => {
      engine.close();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

/** An engine for one piece of work: it is gone, and its memory with it, when the work is done. */
export async function withEngine<Result>(
  project: Project,
  work: (engine: OfflineEngine) => Promise<Result>,
): Promise<Result> {
  const { engine, close } = await openEngine(project);
  try {
    return await work(engine);
  } finally {
    close();
  }
}
