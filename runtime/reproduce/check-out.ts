// Brings a run's code back: the commit in a clone of its own, and its recorded diff upon it.
import { createHash } from "node:crypto";
import { mkdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CodeRecord } from "../run/record.ts";
import { UserError } from "../user-error.ts";
import { git, type Variables } from "./git.ts";
import { placeWithin } from "./place-within.ts";

export interface CheckOutOptions {
  readonly code: CodeRecord;
  /** Where to put it; does not exist yet. Absolute. */
  readonly folder: string;
  /** A repository to take the commit from; null: the one of the run, on this machine. */
  readonly repository: string | null;
  readonly variables: Variables;
  /** The content of an artifact of the run. */
  readonly read: (artifact: string) => Promise<Buffer>;
}

/** @throws UserError F5163 where the code cannot be brought back. */
export async function checkOut(options: CheckOutOptions): Promise<void> {
  const { code, folder, variables } = options;
  if (code.kind === "unknown") return writeFiles(options, code.files, code.reason);
  const repository = await repositoryOf(options, code);
  const local = (await stat(repository).catch(() => null)) !== null;
  // The clone shares the objects of a repository beside it, so that also commits are there that no branch holds any more.
  const share = local ? ["--shared"] : [];
  await git(["clone", "--quiet", "--no-checkout", ...share, "--", repository, folder], variables).catch(
    (cause) => {
      throw lost(`The repository ${repository} cannot be cloned: ${firstLine(cause)}.`, cause);
    },
  );
  const run = (parameters: readonly string[], input: Buffer | null = null) =>
    git(["-C", folder, ...parameters], variables, input);
  const isThere = () => run(["cat-file", "-e", `${code.sha}^{commit}`]);
  await isThere()
    .catch(() => run(["fetch", "--quiet", "origin", code.sha]).then(isThere))
    .catch((cause) => {
      throw lost(`The repository ${repository} does not have the commit ${code.sha}.`, cause);
    });
  await run(["checkout", "--quiet", "--detach", code.sha]);
  if (code.diff === null) return;
  const diff = await keptContent(options, code.diff.artifact, code.diff.sha256);
  await run(["apply", "--binary", "--whitespace=nowarn", "-"], diff).catch((cause) => {
    throw lost(`The recorded diff does not apply to the commit ${code.sha}: ${firstLine(cause)}.`, cause);
  });
}

/** Notes of the submodules of a checkout: git leaves their folders empty, and what was in them is not recorded. */
export async function submoduleNotes(folder: string, variables: Variables): Promise<readonly string[]> {
  const paths = [
    "config",
    "--file",
    path.join(folder, ".gitmodules"),
    "--get-regexp",
    "^submodule\\..*\\.path$",
  ];
  // Without the file git answers as of one without such lines.
  const text = (await git(paths, variables).catch(() => Buffer.of())).toString();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `submodule ${line.slice(line.indexOf(" ") + 1)} is empty: submodules are not recorded`);
}

async function repositoryOf(
  { repository }: CheckOutOptions,
  { root, remote, sha }: Extract<CodeRecord, { kind: "git" }>,
): Promise<string> {
  if (repository !== null) return repository;
  if ((await stat(path.join(root, ".git")).catch(() => null)) !== null) return root;
  throw lost(
    `The checkout ${root}, in which commit ${sha} was run, is not on this machine.`,
    null,
    remote === null ? undefined : `Take it from where it was cloned from: --repo ${remote}`,
  );
}

async function writeFiles(
  options: CheckOutOptions,
  files: Extract<CodeRecord, { kind: "unknown" }>["files"],
  reason: string,
): Promise<void> {
  if (Object.keys(files).length === 0) {
    throw lost(`The run's code was not recorded: ${reason}.`, null, "Run it in a git checkout.");
  }
  for (const [name, { artifact, sha256 }] of Object.entries(files)) {
    const file = placeWithin(options.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await keptContent(options, artifact, sha256));
  }
}

async function keptContent(
  { read }: CheckOutOptions,
  artifact: string | null,
  sha256: string,
): Promise<Buffer> {
  if (artifact === null) throw lost("A part of the run's code was too large to keep.", null);
  const content = await read(artifact);
  if (createHash("sha256").update(content).digest("hex") === sha256) return content;
  throw lost(`The artifact ${artifact} is not the one that was recorded: its hash differs.`, null);
}

function lost(message: string, cause: unknown, hint?: string): UserError {
  return new UserError(
    {
      code: "F5163",
      message,
      hint: hint ?? "Name a repository that has the commit: --repo URL.",
    },
    { cause },
  );
}

function firstLine(error: unknown): string {
  return (String(error instanceof Error ? error.message : error).split("\n")[0] ?? "").replace(/\.$/, "");
}
