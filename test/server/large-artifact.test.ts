// Two gigabytes go up and come down through a server whose memory stays flat.
import { readFile, mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, onTestFinished, test } from "vitest";
import { startServerProcess } from "./start-server-process.ts";

const PIECE = Buffer.alloc(1 << 20, "bifold");
const PIECES = 2048;
const GROWTH = 120 << 20;

/** Bytes of the process that are in memory. */
async function residentSize(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

test.skipIf(process.platform !== "linux")("2 GB up and down with flat memory", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bifold-large-"));
  const server = await startServerProcess(folder, join(folder, "tracking.db"));
  onTestFinished(async () => {
    server.process.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });
  const pid = server.process.pid ?? 0;
  const before = await residentSize(pid);
  let peak = 0;
  const watch = setInterval(() => {
    void residentSize(pid).then((size) => {
      peak = Math.max(peak, size);
    });
  }, 50);
  const url = `${server.url}/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/weights.bin`;

  const status = await new Promise<number>((resolve, reject) => {
    const upload = request(url, { method: "PUT" }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    upload.on("error", reject);
    pipeline(Readable.from(Array.from({ length: PIECES }, () => PIECE)), upload).catch(reject);
  });
  expect(status).toBe(200);

  const read = await new Promise<number>((resolve, reject) => {
    request(url, async (answer) => {
      let size = 0;
      for await (const chunk of answer) size += (chunk as Buffer).length;
      resolve(size);
    })
      .on("error", reject)
      .end();
  });
  clearInterval(watch);
  expect(read).toBe(PIECES * PIECE.length);
  expect(peak).toBeGreaterThan(0);
  expect(peak - before).toBeLessThan(GROWTH);
});
