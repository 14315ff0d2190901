// Installs what a run was run with, from its lock files: into the clean folder, never anywhere else.
import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { EnvironmentRecord } from "../run/record.ts";
import { UserError } from "../user-error.ts";
import type { Variables } from "./git.ts";
import { placeWithin } from "./place-within.ts";

const execute = promisify(execFile);
const MOST_OUTPUT = 64 << 20;

export interface InstallOptions {
  readonly environment: EnvironmentRecord;
  /** The checkout that was made; absolute. */
  readonly checkout: string;
  /** The checkout of the run, where it is on this machine. */
  readonly original: string;
  /** Where a virtual environment goes; absolute. */
  readonly venv: string;
  /** False: what is installed on this machine is used. */
  readonly install: boolean;
  readonly variables: Variables;
  readonly signal: AbortSignal;
  readonly read: (artifact: string) => Promise<Buffer>;
  /** Told of each step. */
  readonly onStep: (text: string) => void;
}

export interface Installed {
  /** To be set for the command, besides the others. */
  readonly variables: Readonly<Record<string, string>>;
  /** The interpreter of the virtual environment; null where there is none. */
  readonly python: string | null;
  readonly notes: readonly string[];
}

/** @throws UserError F5165 where something cannot be installed. */
export async function installEnvironment(options: InstallOptions): Promise<Installed> {
  const notes: string[] = [];
  await installNode(options, notes);
  const python = await installPython(options, notes);
  if (python === null) return { variables: {}, python: null, notes };
  const bin = path.dirname(python);
  const variables = {
    VIRTUAL_ENV: options.venv,
    PATH: `${bin}${path.delimiter}${options.variables.PATH ?? ""}`,
  };
  return { variables, python, notes };
}

async function installNode(options: InstallOptions, notes: string[]): Promise<void> {
  const { environment, checkout, original, install, variables, onStep } = options;
  const lock = Object.keys(environment.locks).find(
    (file) => path.posix.basename(file) === "package-lock.json" && !file.startsWith("../"),
  );
  if (lock === undefined) return;
  const folder = placeWithin(checkout, path.dirname(lock));
  // A link that the code brought: npm would empty what it leads to.
  const modulesHere = path.join(folder, "node_modules");
  if ((await lstat(modulesHere).catch(() => null))?.isSymbolicLink()) await rm(modulesHere);
  if (!install) {
    const modules = path.join(original, path.dirname(lock), "node_modules");
    const packages = await readdir(modules).catch(() => null);
    if (packages === null) return;
    await linkPackages(modules, packages, modulesHere);
    notes.push(`node_modules of ${path.join(original, path.dirname(lock))} were used as they are now`);
    return;
  }
  for (const file of [lock, path.posix.join(path.posix.dirname(lock), "package.json")]) {
    await bringFile(options, file);
  }
  onStep("npm ci");
  await runTool(options, "npm", ["ci", "--no-audit", "--no-fund"], folder, variables);
}

/** A folder of its own with a link each: what empties it, such as npm, takes links away and no packages. */
async function linkPackages(from: string, packages: readonly string[], to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of packages.filter((each) => !each.startsWith(".") || each === ".bin")) {
    await symlink(path.join(from, name), path.join(to, name)).catch(ignoreExisting);
  }
}

/** Lock files that git ignores come from the run's artifacts. */
async function bringFile({ environment, checkout, read }: InstallOptions, file: string): Promise<void> {
  const kept = environment.locks[file];
  if (kept?.artifact == null) return;
  const target = placeWithin(checkout, file);
  const content = await readFile(target).catch(() => null);
  if (content !== null && createHash("sha256").update(content).digest("hex") === kept.sha256) return;
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, await read(kept.artifact));
}

async function installPython(options: InstallOptions, notes: string[]): Promise<string | null> {
  const { environment, venv, install, variables, read, onStep } = options;
  const { python } = environment;
  if (python === null) return null;
  if (!install) {
    notes.push("the Python packages of this machine were used as they are now");
    return null;
  }
  onStep("python -m venv");
  await runTool(options, "python3", ["-m", "venv", venv], path.dirname(venv), variables);
  const own = path.join(venv, "bin", "python");
  if (python.freeze?.artifact == null) {
    notes.push("no list of Python packages was recorded: the virtual environment is empty");
    return own;
  }
  const requirements = path.join(path.dirname(venv), "requirements.txt");
  await writeFile(requirements, await read(python.freeze.artifact));
  onStep("pip install");
  const parameters = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  await runTool(options, own, parameters, path.dirname(venv), variables);
  return own;
}

async function runTool(
  { signal }: InstallOptions,
  command: string,
  parameters: readonly string[],
  folder: string,
  variables: Variables,
): Promise<void> {
  try {
    await execute(command, parameters, { cwd: folder, env: variables, signal, maxBuffer: MOST_OUTPUT });
  } catch (cause) {
    signal.throwIfAborted();
    const { stderr, message } = cause as { readonly stderr?: string; readonly message: string };
    const lines = (stderr || message).trim().split("\n").slice(-5).join("\n  | ");
    throw new UserError(
      {
        code: "F5165",
        message: `\`${[path.basename(command), ...parameters.slice(0, 3)].join(" ")}\` failed:\n  | ${lines}`,
        hint: "Mend it, or use what is installed on this machine with --no-install.",
      },
      { cause },
    );
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
