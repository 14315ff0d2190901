// However a trainer's process ends, short of SIGKILL, its run is whole and has the right status.
import { spawn } from "node:child_process";
import { expect, onTestFinished, test } from "vitest";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { startServer } from "../server/start-server.ts";

const TRAINER = new URL("trainer.ts", import.meta.url).pathname;

test.each([
  ["nothing left to do", "end", "FINISHED", 0],
  ["an exit code that was set", "fail", "FAILED", 1],
  ["process.exit", "exit", "FAILED", 3],
  ["an uncaught error", "throw", "FAILED", 1],
  ["SIGTERM", "wait", "KILLED", "SIGTERM"],
  ["SIGINT", "wait", "KILLED", "SIGINT"],
] as const)("%s", async (_, way, status, ending) => {
  const server = await startServer();
  onTestFinished(server.stop);
  const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), TRAINER, way], {
    env: { ...process.env, MLFLOW_TRACKING_URI: server.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
    if (typeof ending === "string" && /waiting\n/.test(text)) child.kill(ending);
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on("close", (...how) => resolve(how));
  });
  expect(code ?? signal).toBe(ending);
  if (way !== "throw") expect(said).toBe("");
  const runId = text.split("\n")[0] ?? "";
  const run = await readRun(server.metadata, runId);
  expect(run.info.status).toBe(status);
  expect(run.params).toEqual([{ key: "rate", value: "0.1" }]);
  const { items } = await metricHistory(server.metadata, runId, "loss", { maxResults: 1000 });
  expect(items.map(({ step }) => step)).toEqual(Array.from({ length: 250 }, (_, step) => step));
});
