// Reads which code a run was started from: the commit, and the very diff when the checkout was changed.
import { execFile } from "node:child_process";
import { lstat, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

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
      /** New files that the diff does not hold, by their paths from the checkout's root: too large, or secrets. */
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

/** New files that are no code: Bifold's own state, and what secrets are kept in. */
const NEVER = /(^|\/)(\.bifold\/|\.env($|\.)|id_(rsa|ed25519|ecdsa)$)|\.(pem|p12|pfx)$/;

/** Never changes the checkout or its index. */
export async function readCodeState(options: CodeStateOptions): Promise<CodeState> {
  const { folder, environment, maxDiff = 64 * 1024 * 1024, maxNewFile = 4 * 1024 * 1024 } = options;
  const git = async (parameters: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<Buffer> => {
    const { stdout } = await execute("git", ["-C", folder, ...parameters], {
      env: { ...environment, ...extra, GIT_OPTIONAL_LOCKS: "0" },
      maxBuffer: maxDiff,
      encoding: "buffer",
    });
    return stdout;
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
    const fresh = (await git(["-C", root, "ls-files", "--others", "--exclude-standard", "-z"])).toString();
    const leftOut: string[] = [];
    for (const file of fresh.split("\0").filter((name) => name !== "")) {
      const size = (await lstat(join(root, file)).catch(() => null))?.size ?? 0;
      if (NEVER.test(file) || size > maxNewFile) leftOut.push(file);
    }
    const pathspecs = join(scratch, "pathspecs");
    await writeFile(pathspecs, [".", ...leftOut.map((file) => `:(exclude,literal)${file}`)].join("\0"));
    const from = [`--pathspec-from-file=${pathspecs}`, "--pathspec-file-nul"];
    await git(["-C", root, "add", "--all", ...from], own);
    const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"];
    const diff = await git(["diff", "--cached", "--binary", ...plain, sha], own);
    return {
      kind: "git",
      sha,
      branch: branch === "HEAD" ? null : branch,
      dirty: diff.length > 0,
      diff: diff.length > 0 ? diff : null,
      leftOut: leftOut.filter((file) => !file.includes(".bifold/")),
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
