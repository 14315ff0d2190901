// Opens the offline engine and reads the sources that a job needs, showing which.
import { type OfflineSession, openOffline } from "../../pipeline/offline-session.ts";
import { sourcesNeeded, type Work } from "../../pipeline/sources-needed.ts";
import type { Workspace } from "../workspace.ts";

export function prepareOffline(
  { project, manifest, screen, surroundings }: Workspace,
  work: Work,
): Promise<OfflineSession> {
  const progress = screen.progress("read sources");
  return openOffline({
    project,
    manifest,
    sources: sourcesNeeded(manifest.program, work),
    signal: surroundings.signal,
    onSource: (name) => progress.update(null, name),
  });
}
