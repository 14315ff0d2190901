// The real Python mlflow clients, 2.x and 3.x, run their everyday calls against the tracking server, unmodified.
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonWith } from "../../harness/python-environment.ts";
import { type ServerUnderTest, startServer } from "../../server/start-server.ts";

const execute = promisify(execFile);
const WITH = ["scikit-learn", "matplotlib", "onnx", "onnxruntime", "skl2onnx"];
const TEN_MINUTES = 600_000;

describe.each(["mlflow>=2.22,<3", "mlflow>=3,<4"])("the client %s", (requirement) => {
  let environment: Awaited<ReturnType<typeof pythonWith>>;
  let server: ServerUnderTest;

  beforeAll(async () => {
    environment = await pythonWith(requirement, WITH);
    server = await startServer({ testReset: true });
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
      const { stdout } = await execute(join(environment.programs, "python"), [script, server.url], {
        cwd: tmpdir(),
        timeout: TEN_MINUTES,
        env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", GIT_PYTHON_REFRESH: "quiet" },
      });
      expect(stdout).toMatch(/^ok \d+\./m);
      expect(server.problems).toEqual([]);
      expect((await server.ask("POST", "/test/reset", {})).status).toBe(200);
      const left = await server.post("experiments/search", { max_results: 10, view_type: "ALL" });
      expect(left.body.experiments.map(({ name }: { name: string }) => name)).toEqual(["Default"]);
      expect((await server.get("registered-models/search")).body).toEqual({});
    },
    TEN_MINUTES,
  );
});
