// Where the artifacts of a run are in the artifact store; the same place that an MLflow client writes to.
import { checkArtifactPath } from "./artifacts/artifact-path.ts";

/** `path` is relative to the run; "" is its root folder. */
export function runArtifactPath(experimentId: string, runId: string, path: string): string {
  const root = `${experimentId}/${runId}/artifacts`;
  return path === "" ? root : checkArtifactPath(`${root}/${path}`);
}
