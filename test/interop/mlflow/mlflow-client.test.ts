// The real Python mlflow clients, 2.x and 3.x, run their everyday calls against the tracking server, unmodified.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "../../server/start-server.ts";

const execute = promisify(execFile);
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "bifold", "interop");
const WITH = ["scikit-learn", "matplotlib", "onnx", "onnxruntime", "skl2onnx"];
const TEN_MINUTES = 600_000;

/** The Python of an environment that has this client, made on first use; or why there is none. */
async function pythonWith(requirement: string): Promise<{ python: string } | { reason: string }> {
  const folder = join(CACHE, requirement.replace(/[^\w.]+/g, "-"));
  const python = join(folder, "bin", "python");
  const complete = join(folder, "complete");
  if (existsSync(complete)) return { python };
  try {
    await mkdir(CACHE, { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await execute("python3.11", ["-m", "venv", folder]);
    await execute(python, ["-m", "pip", "install", "--quiet", requirement, ...WITH], {
      timeout: TEN_MINUTES,
    });
    await writeFile(complete, "");
    return { python };
  } catch (problem) {
    return { reason: String((problem as Error).message).slice(0, 300) };
  }
}

describe.each(["mlflow>=2.22,<3", "mlflow>=3,<4"])("the client %s", (requirement) => {
  let environment: Awaited<ReturnType<typeof pythonWith>>;
  let server: ServerUnderTest;

  beforeAll(async () => {
    environment = await pythonWith(requirement);
    server = await startServer();
  }, TEN_MINUTES);
  afterAll(() => server.stop());

  test(
    "logs, searches, loads models, moves aliases and deletes",
    async (context) => {
      if ("reason" in environment) {
        console.warn(`Skipped: no Python environment with ${requirement}: ${environment.reason}`);
        return context.skip();
      }
      const script = join(import.meta.dirname, "exercise.py");
      const { stdout } = await execute(environment.python, [script, server.url], {
        cwd: tmpdir(),
        timeout: TEN_MINUTES,
        env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", GIT_PYTHON_REFRESH: "quiet" },
      });
      expect(stdout).toMatch(/^ok \d+\./m);
      expect(server.problems).toEqual([]);
    },
    TEN_MINUTES,
  );
});
