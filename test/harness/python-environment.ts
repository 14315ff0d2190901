// A Python environment with given packages, made on first use and kept for the next run.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "bifold", "interop");
const TEN_MINUTES = 600_000;

/** The folder of its programs; or, in a line, why there is none. */
export async function pythonWith(
  requirement: string,
  others: readonly string[] = [],
): Promise<{ readonly programs: string } | { readonly reason: string }> {
  const folder = join(CACHE, requirement.replace(/[^\w.]+/g, "-"));
  const programs = join(folder, "bin");
  const complete = join(folder, "complete");
  if (existsSync(complete)) return { programs };
  try {
    await mkdir(CACHE, { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await execute(await newestPython(), ["-m", "venv", folder]);
    await execute(join(programs, "python"), ["-m", "pip", "install", "--quiet", requirement, ...others], {
      timeout: TEN_MINUTES,
    });
    await writeFile(complete, "");
    return { programs };
  } catch (problem) {
    return { reason: String((problem as Error).message).slice(0, 300) };
  }
}

async function newestPython(): Promise<string> {
  for (const name of ["python3.12", "python3.11", "python3.10"]) {
    if (
      await execute(name, ["-c", "import venv"]).then(
        () => true,
        () => false,
      )
    )
      return name;
  }
  return "python3";
}
