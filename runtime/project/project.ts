// A project as its bifold.yaml describes it: where things are, and what one environment runs on.

export interface Project {
  /** Absolute path of the folder that holds bifold.yaml. */
  readonly root: string;
  readonly name: string;
  /** Absolute paths. */
  readonly definitions: string;
  readonly generated: string;
  readonly environment: Environment;
}

/** Every path is absolute; every `${NAME}` is replaced. */
export interface Environment {
  readonly name: string;
  readonly online: OnlineSettings;
  readonly tracking: TrackingSettings;
  readonly artifacts: ArtifactSettings;
  readonly offline: OfflineSettings;
  readonly serving: ServingSettings;
}

export type OnlineSettings =
  | { readonly store: "lmdb"; readonly path: string }
  | { readonly store: "redis"; readonly url: string };

/** A SQLite file, or the URL of a PostgreSQL database. */
export type TrackingSettings = { readonly path: string } | { readonly url: string };

/** A folder, or a bucket of an S3-compatible store. */
export type ArtifactSettings = ({ readonly path: string } | { readonly s3: S3Settings }) & {
  readonly quota?: ArtifactQuota;
};

export interface S3Settings {
  readonly bucket: string;
  /** Before every key, without slashes at its ends; "" for none. */
  readonly prefix: string;
  /** Of a store that is not AWS's. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Left out: what the AWS SDK finds in the environment. */
  readonly accessKey?: string;
  readonly secretKey?: string;
}

/** Bytes. */
export interface ArtifactQuota {
  /** Of the largest artifact taken. */
  readonly artifact?: number;
  /** Of all artifacts together, each path counted. */
  readonly total?: number;
}

export interface ServingSettings {
  readonly host: string;
  readonly port: number;
  /** The folder that served predictions are logged to; left out: they are not. */
  readonly log?: string;
}

export interface OfflineSettings {
  /** DuckDB's own limit, such as "2GB". */
  readonly memoryLimit: string;
  readonly threads: number;
  readonly spill: string;
}

/** The folder of everything that can be made again: snapshots, working files, embedded stores. */
export const STATE_FOLDER = ".bifold";

/** Where the project's training sets are kept, each in a folder of its own. */
export const DATASETS_FOLDER = `${STATE_FOLDER}/datasets`;
