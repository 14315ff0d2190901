// Artifacts as MLflow's messages, and where an artifact URI is in our store.
import { invalid } from "../../database/store-error.ts";
import { checkArtifactPath } from "../../tracking/artifacts/artifact-path.ts";
import type { ArtifactEntry } from "../../tracking/artifacts/artifact-store.ts";

const SCHEME = /^mlflow-artifacts:(?:\/\/[^/]*)?\//;

/** The path in our store of `path` below a URI; INVALID_PARAMETER_VALUE for a URI of another store. */
export function artifactPathIn(uri: string, path: string): string {
  if (!SCHEME.test(uri)) throw invalid(`The artifacts at '${uri}' are not in the store of this server.`);
  const root = uri.replace(SCHEME, "");
  return path === "" ? root : `${root}/${checkArtifactPath(path)}`;
}

/** The path in our store that a URI names; null for a URI of another store. */
export const ownPath = (uri: string): string | null => (SCHEME.test(uri) ? uri.replace(SCHEME, "") : null);

export const fileMessages = (entries: readonly ArtifactEntry[], prefix: string): readonly object[] =>
  entries.map(({ name, isFolder, size }) => ({
    path: `${prefix}${name}`,
    is_dir: isFolder,
    ...(size === null ? {} : { file_size: size }),
  }));
