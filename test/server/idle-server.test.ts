// A tracking server at rest holds what it needs: neither the engines of the other commands nor much memory.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../harness/free-port.ts";

const BIN = fileURLToPath(new URL("../../runtime/cli/bifold.js", import.meta.url));
const PROJECT = `project: idle
environments:
  local: { online: { store: lmdb, path: online }, tracking: { path: tracking.db }, artifacts: { path: artifacts } }
`;
/** It is 100 to 115 MB; DuckDB, ONNX Runtime or Kysely's ES modules add 30 MB each. */
const MOST_RESIDENT = 140 * 1024;

test.skipIf(process.platform !== "linux")("loads no engine and stays small", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bifold-idle-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, "bifold.yaml"), PROJECT);
  // The first start may have TypeScript to translate, and what that takes stays with the process.
  (await start(folder)).kill("SIGKILL");
  const { pid } = await start(folder);
  const mapped = await readFile(`/proc/${pid}/maps`, "utf8");
  expect(mapped).toMatch(/libsql/);
  expect(mapped).not.toMatch(/duckdb|onnxruntime|lmdb/);
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  expect(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1])).toBeLessThan(MOST_RESIDENT);
});

/** Answers once it does. */
async function start(folder: string): Promise<ChildProcess> {
  const port = await freePort();
  const server = spawn(process.execPath, [BIN, "server", "--port", String(port)], {
    cwd: folder,
    stdio: "ignore",
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  while (!(await answers(`http://127.0.0.1:${port}/health`))) {
    expect(server.exitCode, "the server ended").toBeNull();
    await delay(100);
  }
  return server;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
