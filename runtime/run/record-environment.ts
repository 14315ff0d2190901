// What a run ran in: versions, lock files, packages of Python, the host, and the variables that change results.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { open, readFile, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import {
  type EnvironmentRecord,
  FREEZE_FILE,
  type KeptFile,
  type PythonRecord,
  RECORD_FOLDER,
} from "./record.ts";

const execute = promisify(execFile);
const PYTHON_MS = 60_000;
const MOST_LOCK_BYTES = 16 << 20;

const LOCKS = [
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "requirements.txt",
  "uv.lock",
  "poetry.lock",
  "Pipfile.lock",
  "environment.yml",
];

/** Anything else may be a secret, and is never recorded unless its name is given. */
export const SAFE_VARIABLES: readonly string[] = [
  "CUBLAS_WORKSPACE_CONFIG",
  "CUDA_VISIBLE_DEVICES",
  "LANG",
  "LC_ALL",
  "MKL_NUM_THREADS",
  "NODE_ENV",
  "NUMEXPR_NUM_THREADS",
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "PYTHONHASHSEED",
  "TF_DETERMINISTIC_OPS",
  "TZ",
  "UV_THREADPOOL_SIZE",
];

export interface RecordEnvironmentOptions {
  /** Where the work is done; lock files are looked for there and above, up to `root`. Absolute. */
  readonly folder: string;
  readonly root: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The command that is run, where it is one. */
  readonly argv: readonly string[];
  /** Names of variables to record besides those that are safe. */
  readonly recordVariables?: readonly string[];
}

/** A file of the record, to be stored with the run. */
export interface RecordFile {
  readonly artifact: string;
  readonly content: Uint8Array;
}

export interface RecordedEnvironment {
  readonly record: EnvironmentRecord;
  readonly files: readonly RecordFile[];
}

export async function recordEnvironment(options: RecordEnvironmentOptions): Promise<RecordedEnvironment> {
  const { variables, recordVariables = [] } = options;
  const files: RecordFile[] = [];
  const keep = (artifact: string, content: Uint8Array): KeptFile => {
    const fits = content.byteLength <= MOST_LOCK_BYTES;
    if (fits) files.push({ artifact, content });
    return {
      artifact: fits ? artifact : null,
      sha256: createHash("sha256").update(content).digest("hex"),
    };
  };
  const names = [...new Set([...SAFE_VARIABLES, ...recordVariables])].sort();
  const record: EnvironmentRecord = {
    bifold: await ownVersion(),
    node: process.version,
    python: await recordPython(options, keep),
    host: {
      name: os.hostname(),
      platform: os.platform(),
      arch: os.arch(),
      release: os.release(),
      cpu: os.cpus()[0]?.model ?? "unknown",
      cpus: os.cpus().length,
      memory: os.totalmem(),
    },
    locks: await recordLocks(options, keep),
    variables: Object.fromEntries(
      names.flatMap((name): [string, string][] => {
        const value = variables[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
  return { record, files };
}

type Keep = (artifact: string, content: Uint8Array) => KeptFile;

/** Of each kind the nearest one, from the folder up to the checkout's root. */
async function recordLocks({ folder, root }: RecordEnvironmentOptions, keep: Keep) {
  const locks: Record<string, KeptFile> = {};
  const left = new Set(LOCKS);
  for (let place = folder; ; place = path.dirname(place)) {
    for (const name of [...left]) {
      const content = await readFile(path.join(place, name)).catch(() => null);
      if (content === null) continue;
      left.delete(name);
      const file = path.relative(root, path.join(place, name)).split(path.sep).join("/");
      locks[file] = keep(`${RECORD_FOLDER}/environment/files/${file}`, content);
    }
    if (place === root || path.dirname(place) === place || !place.startsWith(root)) return locks;
  }
}

async function recordPython(options: RecordEnvironmentOptions, keep: Keep): Promise<PythonRecord | null> {
  const { folder, variables } = options;
  const python = await findPython(options);
  if (python === null) return null;
  const run = (...parameters: string[]) =>
    execute(python, parameters, {
      cwd: folder,
      env: { ...variables, PIP_DISABLE_PIP_VERSION_CHECK: "1" },
      timeout: PYTHON_MS,
      maxBuffer: MOST_LOCK_BYTES,
    });
  const version = await run("-c", "import platform; print(platform.python_version())").catch(() => null);
  if (version === null) return null;
  const freeze = await run("-m", "pip", "freeze").catch(() => null);
  return {
    version: version.stdout.trim(),
    freeze: freeze === null ? null : keep(FREEZE_FILE, Buffer.from(freeze.stdout)),
  };
}

/** The interpreter that the command uses, as far as it can be told; null where it uses none. */
async function findPython({ argv, folder, variables }: RecordEnvironmentOptions): Promise<string | null> {
  const [command = ""] = argv;
  const name = path.basename(command);
  if (/^python[\d.]*(\.exe)?$/.test(name)) return command;
  const environment = variables.VIRTUAL_ENV ?? variables.CONDA_PREFIX ?? "";
  if (environment !== "") {
    const own = path.join(environment, "bin", "python");
    if ((await stat(own).catch(() => null)) !== null) return own;
  }
  const named = command.includes("/") ? await interpreterOf(path.resolve(folder, command)) : null;
  if (named !== null) return named;
  const isPython =
    argv.some((argument) => argument.endsWith(".py")) || /^(pytest|jupyter|mlflow|uv|poetry)$/.test(name);
  return isPython ? "python3" : null;
}

/** What pip installs, such as `bin/pytest`, names its interpreter in its first line. */
async function interpreterOf(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    const first = buffer.subarray(0, bytesRead).toString("latin1").split("\n")[0] ?? "";
    return /^#!\s*(\/\S*\/python[\d.]*)(\s|$)/.exec(first)?.[1] ?? null;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}
