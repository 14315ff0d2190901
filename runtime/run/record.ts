// The record of a run: everything that it takes to run the same again, kept as one JSON file among its artifacts.

/** Below it lies what Bifold itself stores with a run. */
export const RECORD_FOLDER = "bifold";
export const RECORD_FILE = `${RECORD_FOLDER}/record.json`;
export const DIFF_FILE = `${RECORD_FOLDER}/code.diff`;
/** Of a model with inputs of its own: the statement that makes them from its training set. */
export const INPUTS_SQL = `${RECORD_FOLDER}/inputs.sql`;
export const CONSOLE_FILE = `${RECORD_FOLDER}/console.log`;
export const FREEZE_FILE = `${RECORD_FOLDER}/environment/requirements.txt`;

export interface RunRecord {
  readonly format: 1;
  readonly code: CodeRecord;
  readonly environment: EnvironmentRecord;
  /** Files that the run read, by content. */
  readonly inputs: readonly InputRecord[];
  readonly work: CommandRecord | TrainingRecord;
}

/** A file that is kept as an artifact of the run. */
export interface KeptFile {
  /** Path among the run's artifacts; null: it was too large to keep. */
  readonly artifact: string | null;
  readonly sha256: string;
}

export type CodeRecord =
  | {
      readonly kind: "git";
      /** The commit, 40 hexadecimal digits. */
      readonly sha: string;
      readonly branch: string | null;
      readonly dirty: boolean;
      /** From the commit to the files as they were; null where they were those of the commit. */
      readonly diff: KeptFile | null;
      /** New files that the diff does not hold: too large, secrets, links that lead out of the checkout. */
      readonly leftOut: readonly string[];
      /** The checkout on the machine of the run. */
      readonly root: string;
      /** Where the work was done, from the checkout's root: `.` or `models/late`. */
      readonly folder: string;
      /** Without credentials; null where there is none. */
      readonly remote: string | null;
    }
  | {
      readonly kind: "unknown";
      readonly reason: string;
      readonly root: string;
      readonly folder: string;
      /** By path from the root: what was kept in place of a commit. */
      readonly files: Readonly<Record<string, KeptFile>>;
    };

export interface EnvironmentRecord {
  readonly bifold: string;
  readonly node: string;
  readonly python: PythonRecord | null;
  readonly host: HostRecord;
  /** Lock files, by their paths from the checkout's root. */
  readonly locks: Readonly<Record<string, KeptFile>>;
  /** Of the environment's variables only those that are known to hold no secret and to change results. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface PythonRecord {
  readonly version: string;
  /** `pip freeze`; null where it could not be made. */
  readonly freeze: KeptFile | null;
}

export interface HostRecord {
  readonly name: string;
  readonly platform: string;
  readonly arch: string;
  readonly release: string;
  readonly cpu: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
}

export interface InputRecord {
  readonly name: string;
  /** Path from the checkout's root; of files elsewhere, absolute. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface CommandRecord {
  readonly kind: "command";
  readonly argv: readonly string[];
  /** Those that were given to the run, not what the command logged. */
  readonly params: Readonly<Record<string, string>>;
}

export interface TrainingRecord {
  readonly kind: "training";
  readonly model: string;
  /** Path from the checkout's root. */
  readonly trainer: string;
  /** What was declared to start it, without the file; absent: its extension said. */
  readonly command?: readonly string[];
  /** The training set's snapshot. */
  readonly dataset: string;
  /** SHA-256 of its rows' file. */
  readonly sha256: string;
  /** As the trainer was given it, without the places of files. */
  readonly job: Readonly<Record<string, unknown>>;
}
