// The diff of a dirty checkout rebuilds its files exactly; without git there is a clear answer.
import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readCodeState } from "../../runtime/tracking/code-state.ts";

const environment = {
  ...process.env,
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

async function folderWith(git: boolean) {
  const folder = await mkdtemp(join(tmpdir(), "bifold-code-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const run = (...parameters: string[]) =>
    execFileSync("git", ["-C", folder, ...parameters], { env: environment, stdio: "pipe" }).toString();
  if (git) run("init", "-q", "-b", "main");
  return { folder, run, state: () => readCodeState({ folder, temporaryFolder: tmpdir(), environment }) };
}

test("a clean checkout, then changed, new, deleted and binary files", async () => {
  const { folder, run, state } = await folderWith(true);
  await writeFile(join(folder, "a.ts"), "one\n");
  await writeFile(join(folder, "gone.ts"), "x\n");
  run("add", ".");
  run("commit", "-q", "-m", "first");
  const clean = await state();
  expect(clean).toMatchObject({ kind: "git", branch: "main", dirty: false, diff: null });

  await appendFile(join(folder, "a.ts"), "two\n");
  await writeFile(join(folder, "new.bin"), Buffer.from([0, 1, 2, 255]));
  await rm(join(folder, "gone.ts"));
  const before = run("status", "--porcelain");
  const dirty = await state();
  expect(run("status", "--porcelain")).toBe(before);
  expect(dirty).toMatchObject({ kind: "git", dirty: true });
  if (dirty.kind !== "git" || dirty.diff === null) throw new Error("expected a diff");

  const copy = await folderWith(false);
  execFileSync("git", ["clone", "-q", folder, join(copy.folder, "c")], { env: environment });
  execFileSync("git", ["-C", join(copy.folder, "c"), "apply"], { env: environment, input: dirty.diff });
  expect(await readFile(join(copy.folder, "c", "a.ts"), "utf8")).toBe("one\ntwo\n");
  expect([...(await readFile(join(copy.folder, "c", "new.bin")))]).toEqual([0, 1, 2, 255]);
  await expect(readFile(join(copy.folder, "c", "gone.ts"))).rejects.toThrow();
});

test("no checkout, no commit and no git each say so", async () => {
  expect(await (await folderWith(false)).state()).toEqual({ kind: "unknown", reason: "not a git checkout" });
  expect(await (await folderWith(true)).state()).toEqual({ kind: "unknown", reason: "no commit yet" });
  const { folder } = await folderWith(false);
  const bare = { folder, temporaryFolder: tmpdir(), environment: { PATH: folder } };
  expect(await readCodeState(bare)).toEqual({ kind: "unknown", reason: "git is not installed" });
});
