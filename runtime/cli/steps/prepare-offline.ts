// Opens the offline engine and reads the project's sources, showing which.
import { type OfflineSession, openOffline } from "../../pipeline/offline-session.ts";
import type { Workspace } from "../workspace.ts";

export function prepareOffline({
  project,
  manifest,
  screen,
  surroundings,
}: Workspace): Promise<OfflineSession> {
  const progress = screen.progress("read sources");
  return openOffline({
    project,
    manifest,
    signal: surroundings.signal,
    onSource: (name) => progress.update(null, name),
  });
}
