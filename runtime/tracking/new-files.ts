// Which files that git does not know belong to a run's code: no secrets, nothing large, nothing that was installed.
import { lstat, stat } from "node:fs/promises";
import path from "node:path";
import { leadsOut } from "./leads-out.ts";

/** Folders that tools fill from lock files, by names that mean nothing else; git is told not to look into them. */
export const DEPENDENCY_FOLDERS: readonly string[] = [
  "node_modules",
  "bower_components",
  "site-packages",
  "__pypackages__",
  "__pycache__",
  ".venv",
  ".tox",
  ".nox",
  ".pixi",
];

/** New files that are no code: Bifold's own state, and what secrets are kept in. */
const NEVER = /(^|\/)(\.bifold(\/|$)|\.env($|\.)|id_(rsa|ed25519|ecdsa)$)|\.(pem|p12|pfx)$/;
/** In whatever folder it lies, that is a virtual environment. */
const ENVIRONMENT_FILE = "pyvenv.cfg";

export interface NewFiles {
  readonly taken: readonly string[];
  /** Not those of installed packages: lock files speak for them. */
  readonly leftOut: readonly string[];
}

/** `files` are paths from the checkout's root, a repository inside it with a slash at its end. */
export async function chooseNewFiles(
  root: string,
  files: readonly string[],
  maxBytes: number,
): Promise<NewFiles> {
  const environments = new Set(
    files
      .filter((file) => path.posix.basename(file) === ENVIRONMENT_FILE)
      .map((file) => path.posix.dirname(file)),
  );
  const taken: string[] = [];
  const leftOut: string[] = [];
  for (const file of files) {
    if (isBelow(file, environments)) continue;
    const place = path.join(root, file);
    const found = await lstat(place).catch(() => null);
    if (found === null) continue;
    if (found.isSymbolicLink() && (await isEnvironment(place))) continue;
    const isOut =
      NEVER.test(file) ||
      file.endsWith("/") ||
      found.size > maxBytes ||
      (found.isSymbolicLink() && (await leadsOut(place, root)));
    if (!isOut) taken.push(file);
    else if (!/(^|\/)\.bifold(\/|$)/.test(file)) leftOut.push(file);
  }
  return { taken, leftOut };
}

function isBelow(file: string, folders: ReadonlySet<string>): boolean {
  for (let at = file.lastIndexOf("/"); at > 0; at = file.lastIndexOf("/", at - 1)) {
    if (folders.has(file.slice(0, at))) return true;
  }
  return false;
}

async function isEnvironment(link: string): Promise<boolean> {
  return (await stat(path.join(link, ENVIRONMENT_FILE)).catch(() => null)) !== null;
}
