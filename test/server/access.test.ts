// Tokens and roles decide who may do what; without tokens the server stays on this machine.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "./start-server.ts";

const tokens = [
  { token: "r-secret", role: "reader", name: "rita" },
  { token: "w-secret", role: "writer", name: "walt" },
  { token: "a-secret", role: "admin", name: "ada" },
] as const;
let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer({ tokens, testReset: true });
});
afterAll(() => server.stop());

const as = (token: string) => ({ authorization: `Bearer ${token}` });

test("no token or a wrong one is 401, a small role is 403", async () => {
  expect((await server.post("experiments/search", {})).status).toBe(401);
  expect((await server.post("experiments/search", {}, as("wrong"))).status).toBe(401);
  expect((await server.post("experiments/search", {}, as("r-secret"))).status).toBe(200);
  expect((await server.post("experiments/create", { name: "x" }, as("r-secret"))).status).toBe(403);
  expect((await server.post("experiments/create", { name: "x" }, as("w-secret"))).status).toBe(200);
  expect((await server.post("experiments/delete", { experiment_id: "1" }, as("w-secret"))).status).toBe(403);
  expect((await server.post("experiments/delete", { experiment_id: "1" }, as("a-secret"))).status).toBe(200);
  const basic = { authorization: `Basic ${Buffer.from("anyone:r-secret").toString("base64")}` };
  expect((await server.post("experiments/search", {}, basic)).status).toBe(200);
});

test("artifacts and the reset are guarded too; health is open", async () => {
  const path = "/api/2.0/mlflow-artifacts/artifacts/a";
  expect((await server.ask("PUT", path, "x")).status).toBe(401);
  expect((await server.ask("PUT", path, "x", as("r-secret"))).status).toBe(403);
  expect((await server.ask("PUT", path, "x", as("w-secret"))).status).toBe(200);
  expect((await server.ask("GET", path)).status).toBe(401);
  expect((await server.ask("GET", path, undefined, as("r-secret"))).status).toBe(200);
  expect((await server.ask("POST", "/test/reset", {}, as("w-secret"))).status).toBe(403);
  expect((await server.ask("POST", "/test/reset", {}, as("a-secret"))).status).toBe(200);
  expect((await server.ask("GET", "/health")).status).toBe(200);
});

test("serving beyond this machine without tokens is refused; no origin is let in", async () => {
  await expect(startServer({ host: "0.0.0.0" })).rejects.toThrow(/give --tokens FILE/);
  const answer = await fetch(`${server.url}/health`, { headers: { origin: "https://evil.example" } });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
});
