// Files go through the server as streams, and no path leads out of the store.
import { request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "./start-server.ts";

const ROOT = "/api/2.0/mlflow-artifacts/artifacts";
let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer({ maxArtifact: 80 << 20 });
});
afterAll(() => server.stop());

test("a file is put, listed by basename, read and deleted", async () => {
  const path = `${ROOT}/0/run/artifacts/${encodeURIComponent('it\'s "é" 🛫 100%.txt')}`;
  expect((await server.ask("PUT", path, "hello")).body).toEqual({});
  expect((await server.ask("GET", path)).body).toBe("hello");
  expect((await server.ask("GET", `${ROOT}?path=0/run/artifacts`)).body).toEqual({
    files: [{ path: 'it\'s "é" 🛫 100%.txt', is_dir: false, file_size: 5 }],
  });
  expect((await server.ask("GET", `${ROOT}?path=0`)).body.files).toEqual([{ path: "run", is_dir: true }]);
  expect((await server.ask("DELETE", path)).body).toEqual({});
  expect((await server.ask("GET", path)).status).toBe(404);
});

/** fetch would clean the path up before sending it. */
function raw(method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, method, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

test("a path that climbs is refused, however it is spelt", async () => {
  for (const path of [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/x",
    "a/..%5c..%5cx",
    "%2fetc%2fpasswd",
    "a%00b",
    "%zz",
    "C:%5cx",
  ]) {
    expect([400, 404]).toContain(await raw("GET", `${ROOT}/${path}`));
    expect([400, 404]).toContain(await raw("PUT", `${ROOT}/${path}`));
  }
  expect(await raw("GET", `${ROOT}?path=../..`)).toBe(400);
});

test("a large file passes with flat memory, a too large one is refused", async () => {
  const piece = Buffer.alloc(1 << 20, 1);
  const body = (pieces: number) =>
    new ReadableStream({
      async pull(controller) {
        if (pieces-- > 0) controller.enqueue(piece);
        else controller.close();
      },
    });
  const put = (path: string, pieces: number) =>
    fetch(`${server.url}${ROOT}/${path}`, {
      method: "PUT",
      body: body(pieces),
      duplex: "half",
    } as RequestInit);
  const before = process.memoryUsage().rss;
  expect((await put("big", 64)).status).toBe(200);
  const answer = await fetch(`${server.url}${ROOT}/big`);
  let size = 0;
  for await (const chunk of answer.body ?? []) size += chunk.length;
  expect(size).toBe(64 << 20);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  const refused = await put("bigger", 100).catch(() => null);
  if (refused !== null) expect(refused.status).toBe(413);
  expect(await server.artifacts.find("bigger")).toBeNull();
});

test("an upload cut in the middle leaves nothing", async () => {
  const { hostname, port } = new URL(server.url);
  const cut = request({
    hostname,
    port,
    method: "PUT",
    path: `${ROOT}/cut`,
    headers: { "content-length": 1_000_000 },
  });
  cut.on("error", () => {});
  cut.write(Buffer.alloc(1000));
  await delay(100);
  cut.destroy();
  await delay(200);
  expect(await server.artifacts.find("cut")).toBeNull();
});

test("multipart is declined in the words that clients know", async () => {
  const answer = await server.ask("POST", "/api/2.0/mlflow-artifacts/mpu/create/x", {});
  expect(answer.status).toBe(501);
  expect(answer.body.message).toMatch(
    /^Multipart upload is not supported for the current artifact repository/,
  );
});

test("what a version needs cannot be deleted; beyond the quota it is 413, without room 507", async () => {
  const small = await startServer({ maxArtifact: 10 }, { total: 12 });
  const put = (path: string, text: string) => small.ask("PUT", `${ROOT}/${path}`, text);
  expect(await put("0/r/a.txt", "elevenchars")).toMatchObject({
    status: 413,
    body: { error_code: "RESOURCE_EXHAUSTED" },
  });
  expect((await put("0/r/artifacts/model/model.onnx", "weights")).status).toBe(200);
  expect(await put("0/r/b.txt", "tenchars!!")).toMatchObject({
    status: 507,
    body: { error_code: "QUOTA_EXCEEDED" },
  });
  await small.post("registered-models/create", { name: "m" });
  await small.post("model-versions/create", { name: "m", source: "mlflow-artifacts:/0/r/artifacts/model" });
  for (const path of ["0/r/artifacts/model", "0/r/artifacts/model/model.onnx", "0/r"]) {
    const refused = await small.ask("DELETE", `${ROOT}/${path}`);
    expect(refused).toMatchObject({ status: 409, body: { error_code: "RESOURCE_CONFLICT" } });
    expect(refused.body.message).toMatch(/version 1 of 'm' needs it/);
  }
  await small.ask("DELETE", "/api/2.0/mlflow/model-versions/delete", { name: "m", version: "1" });
  expect((await small.ask("DELETE", `${ROOT}/0/r`)).status).toBe(200);
  expect(small.problems).toEqual([]);
  await small.stop();
});
