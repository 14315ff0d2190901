// The tracking database and the artifact store of a project, open together.
import path from "node:path";
import type { MetadataDatabase } from "../database/metadata-database.ts";
import type { Project } from "../project/project.ts";
import { type ArtifactStore, artifactStore } from "../tracking/artifacts/artifact-store.ts";
import { type BlobStore, localBlobStore } from "../tracking/artifacts/blob-store.ts";
import { UserError } from "../user-error.ts";

export interface MetadataSession {
  readonly metadata: MetadataDatabase;
  readonly artifacts: ArtifactStore;
  readonly blobs: BlobStore;
  close(): Promise<void>;
}

export interface MetadataOptions {
  /** Told when a connection to a database server is lost; it is opened again by itself. */
  readonly report?: (problem: unknown) => void;
}

/** @throws UserError F5132 where the database cannot be opened. */
export async function openMetadata(
  project: Project,
  { report = () => {} }: MetadataOptions = {},
): Promise<MetadataSession> {
  const { quota } = project.environment.artifacts;
  const metadata = await openDatabase(project, report);
  try {
    const blobs = await openBlobs(project);
    return {
      metadata,
      blobs,
      artifacts: artifactStore(metadata, blobs, quota),
      close: () => metadata.close(),
    };
  } catch (problem) {
    await metadata.close();
    throw problem;
  }
}

async function openDatabase(project: Project, report: (problem: unknown) => void): Promise<MetadataDatabase> {
  const { tracking } = project.environment;
  const refuse = (what: string, hint: string) => (cause: unknown) => {
    const why = cause instanceof Error ? cause.message || (cause as { code?: string }).code : cause;
    throw new UserError(
      { code: "F5132", message: `The tracking database ${what} cannot be opened: ${why}.`, hint },
      { cause },
    );
  };
  if ("url" in tracking) {
    const { connectPostgres } = await import("../database/connect-postgres.ts");
    return connectPostgres({ url: tracking.url, report }).catch(
      refuse(
        `at ${withoutPassword(tracking.url)}`,
        "The server must be up, and the database be made by: CREATE DATABASE … LC_COLLATE 'C' TEMPLATE template0.",
      ),
    );
  }
  const { openSqlite } = await import("../database/open-sqlite.ts");
  return openSqlite({ path: tracking.path }).catch(
    refuse(
      path.relative(project.root, tracking.path),
      "It must be a SQLite file that this user may write, or not be there yet.",
    ),
  );
}

async function openBlobs(project: Project): Promise<BlobStore> {
  const { artifacts } = project.environment;
  if ("path" in artifacts) return localBlobStore(artifacts.path);
  const { s3BlobStore } = await import("../tracking/artifacts/s3-blob-store.ts");
  return s3BlobStore(artifacts.s3);
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return "the URL given";
  const url = new URL(address);
  url.password = "";
  return url.href;
}
