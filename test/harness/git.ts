// A git repository for a test, apart from the settings of whoever runs it.
import { execFileSync } from "node:child_process";

const ENVIRONMENT = {
  ...process.env,
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.org",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.org",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

/** Runs git in a folder; answers what it says. */
export function gitIn(folder: string): (...parameters: readonly string[]) => string {
  return (...parameters) =>
    execFileSync("git", ["-C", folder, ...parameters], { env: ENVIRONMENT, stdio: "pipe" }).toString();
}

/** Makes a repository of what is in the folder. */
export function commitAll(folder: string, message = "first"): string {
  const git = gitIn(folder);
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", message);
  return git("rev-parse", "HEAD").trim();
}
