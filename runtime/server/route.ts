// What a route of the tracking server is: data, so that one loop mounts, guards and answers all of them.
import type { Metadata } from "../database/metadata-database.ts";
import type { ArtifactStore } from "../tracking/artifacts/artifact-store.ts";
import type { ModelSignature } from "../registry/records.ts";
import type { Role } from "./authorize.ts";
import type { Fields } from "./wire/fields.ts";

export interface ServerContext {
  readonly metadata: Metadata;
  readonly artifacts: ArtifactStore;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 32 hexadecimal digits. */
  readonly newId: () => string;
  /** Looks at a model before it becomes a version; a StoreError refuses it, a signature is kept with the version. */
  readonly checkVersion?: (wanted: WantedVersion) => Promise<ModelSignature | null>;
}

export interface WantedVersion {
  readonly model: string;
  /** In the artifact store of this server: a file, or a folder of files. */
  readonly path: string;
}

export interface RouteRequest {
  readonly fields: Fields;
  /** Named parts of the path. */
  readonly part: (name: string) => string;
  /** Who asks, for the history. */
  readonly actor: string;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/api/2.0/mlflow/`. */
  readonly path: string;
  readonly role: Role;
  /** Resolves to the message of the answer; nothing is an empty one. */
  readonly handle: (request: RouteRequest, context: ServerContext) => Promise<object | undefined>;
}
