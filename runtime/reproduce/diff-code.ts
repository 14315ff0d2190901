// The difference between the code of two runs: both are made whole again as trees, beside the repository, and compared.
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { CodeRecord } from "../run/record.ts";
import { git, type Variables } from "./git.ts";

const MOST_PATCH = 1 << 20;

export interface RunCode {
  readonly code: CodeRecord;
  /** The recorded diff; null where there was none. */
  readonly diff: Buffer | null;
}

export interface CodeDiff {
  readonly same: boolean;
  /** From one run's files to the other's; null where it cannot be told, or there is none. */
  readonly patch: string | null;
  /** Why the patch is not there or not whole. */
  readonly note: string | null;
}

/** `repository` has both commits. Its index, files and objects are left alone. */
export async function diffCode(
  repository: string,
  before: RunCode,
  after: RunCode,
  variables: Variables,
): Promise<CodeDiff> {
  if (before.code.kind === "unknown" || after.code.kind === "unknown") {
    const same = JSON.stringify(before.code) === JSON.stringify(after.code);
    return { same, patch: null, note: "a run was not made in a git checkout" };
  }
  const digestOf = ({ code }: RunCode) => (code.kind === "git" ? `${code.sha} ${code.diff?.sha256}` : "");
  if (digestOf(before) === digestOf(after)) return { same: true, patch: null, note: null };
  const scratch = await mkdtemp(path.join(os.tmpdir(), "bifold-diff-"));
  try {
    const line = async (...parameters: string[]) =>
      (await git(["-C", repository, ...parameters], variables)).toString().trim();
    const objects = await line("rev-parse", "--path-format=absolute", "--git-path", "objects");
    const own = { ...variables, GIT_OBJECT_DIRECTORY: scratch, GIT_ALTERNATE_OBJECT_DIRECTORIES: objects };
    const treeOf = async (sha: string, diff: Buffer | null, name: string): Promise<string> => {
      const inIndex = { ...own, GIT_INDEX_FILE: path.join(scratch, name) };
      const run = (parameters: readonly string[], input: Buffer | null = null) =>
        git(["-C", repository, ...parameters], inIndex, input);
      await run(["read-tree", sha]);
      if (diff !== null) await run(["apply", "--cached", "--binary", "--whitespace=nowarn", "-"], diff);
      return (await run(["write-tree"])).toString().trim();
    };
    const left = await treeOf(before.code.sha, before.diff, "before");
    const right = await treeOf(after.code.sha, after.diff, "after");
    if (left === right) return { same: true, patch: null, note: null };
    const plain = ["--no-color", "--no-ext-diff", "--no-textconv"];
    const patch = await git(["-C", repository, "diff", ...plain, left, right], own);
    const whole = patch.byteLength <= MOST_PATCH;
    return {
      same: false,
      patch: patch.subarray(0, MOST_PATCH).toString(),
      note: whole ? null : `only the first of its ${patch.byteLength} bytes`,
    };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return { same: false, patch: null, note: `${repository} does not have both: ${why}` };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
