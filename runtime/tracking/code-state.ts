// Reads which code a run was started from: the commit, and the very diff when the checkout was changed.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { chooseNewFiles, DEPENDENCY_FOLDERS } from "./new-files.ts";

const execute = promisify(execFile);

export type CodeState =
  | {
      readonly kind: "git";
      /** The commit, 40 hexadecimal digits. */
      readonly sha: string;
      /** null when no branch is checked out. */
      readonly branch: string | null;
      readonly dirty: boolean;
      /** Patch from the commit to the files as they are, new files included, for `git apply`; null when clean. */
      readonly diff: Uint8Array | null;
      /** New files that the diff does not hold, from the checkout's root: too large, secrets, links that lead out of it. */
      readonly leftOut: readonly string[];
    }
  | {
      readonly kind: "unknown";
      readonly reason:
        | "git is not installed"
        | "not a git checkout"
        | "no commit yet"
        | "the diff is too large";
    };

export interface CodeStateOptions {
  readonly folder: string;
  /** A folder that may hold a temporary index while the diff is made. */
  readonly temporaryFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Bytes; default 64 MiB. */
  readonly maxDiff?: number;
  /** Bytes of the largest new file that is taken; default 4 MiB. */
  readonly maxNewFile?: number;
}

/** Never changes the checkout or its index. */
export async function readCodeState(options: CodeStateOptions): Promise<CodeState> {
  const { folder, environment, maxDiff = 64 * 1024 * 1024, maxNewFile = 4 * 1024 * 1024 } = options;
  const git = async (
    parameters: readonly string[],
    extra: NodeJS.ProcessEnv = {},
    input = "",
  ): Promise<Buffer> => {
    const running = execute("git", ["-C", folder, ...parameters], {
      env: { ...environment, ...extra, GIT_OPTIONAL_LOCKS: "0" },
      maxBuffer: maxDiff,
      encoding: "buffer",
    });
    // What git answers says more than a pipe that it closed.
    running.child.stdin?.on("error", () => {});
    running.child.stdin?.end(input);
    return (await running).stdout;
  };
  const line = async (...parameters: string[]) => (await git(parameters)).toString().trim();

  let root: string;
  try {
    root = await line("rev-parse", "--show-toplevel");
  } catch (problem) {
    const absent = (problem as NodeJS.ErrnoException).code === "ENOENT";
    return { kind: "unknown", reason: absent ? "git is not installed" : "not a git checkout" };
  }
  let sha: string;
  try {
    sha = await line("rev-parse", "--verify", "HEAD^{commit}");
  } catch {
    return { kind: "unknown", reason: "no commit yet" };
  }
  const branch = await line("rev-parse", "--abbrev-ref", "HEAD");

  const scratch = await mkdtemp(join(options.temporaryFolder, "bifold-code-"));
  try {
    const objects = await line("rev-parse", "--path-format=absolute", "--git-path", "objects");
    // An index and an object store of our own, so that new files enter the diff without touching the checkout's.
    const own = {
      GIT_INDEX_FILE: join(scratch, "index"),
      GIT_OBJECT_DIRECTORY: scratch,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
    };
    await git(["read-tree", sha], own);
    await git(["-C", root, "add", "--update", "."], own);
    const hidden = DEPENDENCY_FOLDERS.map((name) => `--exclude=${name}`);
    const others = ["ls-files", "--others", "--exclude-standard", ...hidden, "-z"];
    const fresh = (await git(["-C", root, ...others], own)).toString();
    const found = fresh.split("\0").filter((name) => name !== "");
    const { taken, leftOut } = await chooseNewFiles(root, found, maxNewFile);
    await git(["-C", root, "update-index", "--add", "-z", "--stdin"], own, taken.join("\0"));
    const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"];
    const diff = await git(["diff", "--cached", "--binary", ...plain, sha], own);
    return {
      kind: "git",
      sha,
      branch: branch === "HEAD" ? null : branch,
      dirty: diff.length > 0,
      diff: diff.length > 0 ? diff : null,
      leftOut,
    };
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException;
    if (code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER")
      return { kind: "unknown", reason: "the diff is too large" };
    throw problem;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
