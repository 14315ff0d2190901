// The tracking database and the artifact store of a project, open together.
import path from "node:path";
import { openSqlite } from "../database/open-sqlite.ts";
import type { MetadataDatabase } from "../database/metadata-database.ts";
import type { Project } from "../project/project.ts";
import { type ArtifactStore, artifactStore } from "../tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../tracking/artifacts/blob-store.ts";
import { UserError } from "../user-error.ts";

export interface MetadataSession {
  readonly metadata: MetadataDatabase;
  readonly artifacts: ArtifactStore;
  close(): Promise<void>;
}

/** @throws UserError F5132 where the database cannot be opened. */
export async function openMetadata(project: Project): Promise<MetadataSession> {
  const { tracking, artifacts } = project.environment;
  const metadata = await openSqlite({ path: tracking.path }).catch((cause: unknown) => {
    throw new UserError(
      {
        code: "F5132",
        message: `The tracking database ${path.relative(project.root, tracking.path)} cannot be opened: ${cause instanceof Error ? cause.message : cause}.`,
        hint: "It must be a SQLite file that this user may write, or not be there yet.",
      },
      { cause },
    );
  });
  return {
    metadata,
    artifacts: artifactStore(metadata, localBlobStore(artifacts.path)),
    close: () => metadata.close(),
  };
}
