// Which code a run is of: the commit, what was changed since, and where in the checkout it was run.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import type { CodeState } from "../tracking/code-state.ts";
import { type CodeRecord, DIFF_FILE } from "./record.ts";

const execute = promisify(execFile);

/** `folder` is where the work is done, absolute. */
export async function recordCode(
  code: CodeState,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<CodeRecord> {
  if (code.kind === "unknown") {
    return { kind: "unknown", reason: code.reason, root: folder, folder: ".", files: {} };
  }
  const git = async (...parameters: string[]): Promise<string> => {
    const { stdout } = await execute("git", ["-C", folder, ...parameters], { env: environment });
    return stdout.replace(/\n$/, "");
  };
  const root = await git("rev-parse", "--show-toplevel");
  const prefix = await git("rev-parse", "--show-prefix");
  const remote = await git("remote", "get-url", "origin").catch(() => null);
  return {
    kind: "git",
    sha: code.sha,
    branch: code.branch,
    dirty: code.dirty,
    diff: code.diff === null ? null : { artifact: DIFF_FILE, sha256: sha256(code.diff) },
    leftOut: code.leftOut,
    root: path.normalize(root),
    folder: prefix === "" ? "." : prefix.replace(/\/$/, ""),
    remote: remote === null ? null : withoutCredentials(remote),
  };
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** `https://name:token@host/…` is a secret. */
export function withoutCredentials(remote: string): string {
  return remote.replace(/^([a-z+]+:\/\/)[^/@]*@/i, "$1");
}
