// Runs git, apart from whatever repository this process was started by.
import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";

export type Variables = Readonly<Record<string, string | undefined>>;

/** What git says on standard output; an Error with what it says on standard error where it fails. */
export async function git(
  parameters: readonly string[],
  variables: Variables,
  input: Uint8Array | null = null,
): Promise<Buffer> {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_PREFIX: ___, ...rest } = variables;
  const child = spawn("git", parameters, { env: rest, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? undefined);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const [code, output, problem] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
  if (code === 0) return output;
  throw new Error(problem.trim() || `git ${parameters[0]} failed with exit code ${code}`);
}
