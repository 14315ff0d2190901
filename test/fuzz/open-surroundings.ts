// What a fuzzing run needs around it: an engine, and a folder for worlds.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Surroundings } from "../../runtime/certify/contract.ts";
import { createWorldWriter } from "../../runtime/certify/write-world.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";

export interface OpenSurroundings extends Surroundings {
  close(): void;
}

export async function openSurroundings(): Promise<OpenSurroundings> {
  const folder = mkdtempSync(join(tmpdir(), "bifold-fuzz-"));
  const engine = await openDuckDb({ memoryLimit: "1GB", threads: 1, spill: folder });
  const writer = createWorldWriter(engine, folder);
  return {
    engine,
    writer,
    folder,
    close() {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
