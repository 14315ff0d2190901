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
  readonly tracking: { readonly path: string };
  readonly artifacts: { readonly path: string };
  readonly offline: OfflineSettings;
  readonly serving: { readonly host: string; readonly port: number };
}

export type OnlineSettings =
  | { readonly store: "lmdb"; readonly path: string }
  | { readonly store: "redis"; readonly url: string };

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
