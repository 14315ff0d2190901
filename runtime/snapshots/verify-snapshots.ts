// Hashes everything that is kept anew, and names what is not what it was.
import { stat } from "node:fs/promises";
import { datasetId } from "../pipeline/dataset.ts";
import { fileDigest } from "../pipeline/file-digest.ts";
import type { Snapshot } from "./snapshot.ts";

export interface SnapshotCheck {
  readonly id: string;
  readonly bytes: number;
  /** Null where it is what it was. */
  readonly problem: string | null;
}

export interface VerifyOptions {
  readonly signal: AbortSignal;
  /** Told of each snapshot before it is read. */
  readonly onSnapshot?: (id: string) => void;
}

export async function verifySnapshots(
  snapshots: readonly Snapshot[],
  { signal, onSnapshot }: VerifyOptions,
): Promise<readonly SnapshotCheck[]> {
  const checks: SnapshotCheck[] = [];
  for (const snapshot of snapshots) {
    onSnapshot?.(snapshot.id);
    const { id, bytes } = snapshot;
    checks.push({ id, bytes, problem: (await fileProblem(snapshot, signal)) ?? nameProblem(snapshot) });
  }
  return checks;
}

async function fileProblem({ file, bytes, sha256 }: Snapshot, signal: AbortSignal): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  if (found === null) return "its file is gone";
  if (found.size !== bytes) return `its file has ${found.size} bytes, and ${bytes} were recorded`;
  const digest = await fileDigest(file, signal);
  return digest === sha256 ? null : `its file's SHA-256 is ${digest}, and ${sha256} was recorded`;
}

/** A manifest that was edited no longer fits the folder that is named for it. */
function nameProblem(snapshot: Snapshot): string | null {
  const named =
    snapshot.kind === "source"
      ? snapshot.id.endsWith(`-${snapshot.sha256.slice(0, 12)}`)
      : snapshot.id === datasetId(snapshot.dataset.manifest);
  return named ? null : "its manifest is of another snapshot";
}
