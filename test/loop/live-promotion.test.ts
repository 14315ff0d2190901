// A running `bifold serve` under load follows a promotion and a rollback made by other processes, and drops no request.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { END, type LoopShop, openLoopShop } from "./shop.ts";

const LONG = 300_000;
const CONNECTIONS = 8;
const BODY = JSON.stringify({ placed: "2024-02-20T12:00:00Z", customer: "c1", shop: 1, amount: 80 });

interface Load {
  readonly failures: readonly string[];
  /** By connection: the versions that answered, one after another. */
  readonly versions: readonly (readonly string[])[];
  /** By version: what it answered. */
  readonly answers: ReadonlyMap<string, ReadonlySet<number>>;
  readonly count: () => number;
  stop(): Promise<void>;
}

/** Asks without a pause, on connections that are kept open. */
function load(url: string): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const failures: string[] = [];
  const versions = Array.from({ length: CONNECTIONS }, (): string[] => []);
  const answers = new Map<string, Set<number>>();
  let count = 0;
  let running = true;
  const ask = async (seen: string[]): Promise<void> => {
    const [status, body] = await post(agent, `${url}/v1/deployments/returns/predict`).catch(
      (error: Error) => [0, error.message] as const,
    );
    count++;
    if (status !== 200) {
      failures.push(`${status}: ${body}`);
      return;
    }
    const { model, prediction } = JSON.parse(body) as {
      readonly model: { readonly version: string };
      readonly prediction: { readonly probability: number };
    };
    if (seen.at(-1) !== model.version) seen.push(model.version);
    answers.set(model.version, (answers.get(model.version) ?? new Set()).add(prediction.probability));
  };
  const asking = versions.map(async (seen) => {
    while (running) await ask(seen);
  });
  return {
    failures,
    versions,
    answers,
    count: () => count,
    stop: async () => {
      running = false;
      await Promise.all(asking);
      agent.destroy();
    },
  };
}

function post(agent: Agent, url: string): Promise<readonly [number, string]> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(BODY) };
    const asked = request(url, { method: "POST", agent, headers }, (response) => {
      text(response).then((body) => resolve([response.statusCode ?? 0, body]), reject);
    });
    asked.once("error", reject);
    asked.end(BODY);
  });
}

async function ran(shop: LoopShop, ...parameters: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await shop.run(...parameters);
  expect(code, stderr + stdout).toBe(0);
  return stdout;
}

/** Removes the file of a version, wherever it is kept. */
async function lose(shop: LoopShop, version: number): Promise<void> {
  const { runId } = JSON.parse(await ran(shop, "models", "show", `return_model@${version}`, "--json"));
  const { artifacts } = JSON.parse(await ran(shop, "runs", "show", runId, "--json"));
  const digest = artifacts["model.onnx"] as string;
  const blob = shop.path(".bifold/artifacts/blobs", digest.slice(0, 2), digest);
  expect(statSync(blob).isFile()).toBe(true);
  expect(createHash("sha256").update(readFileSync(blob)).digest("hex")).toBe(digest);
  rmSync(blob);
  expect(existsSync(shop.path(".bifold/models", `${digest}.onnx`))).toBe(false);
}

test(
  "promotion and rollback reach it in flight; a version that cannot be loaded leaves the old one",
  async () => {
    const shop = await openLoopShop();
    await ran(shop, "train", "return_model");
    await ran(shop, "materialize", "--to", END);
    for (const weight of [0.5, 0.25]) {
      await shop.declare(`{ weight: ${weight} }`);
      await ran(shop, "retrain", "return_model");
    }
    const serving = shop.start("serve", "--clock", END);
    const url = /http:\/\/[\d.]+:\d+/.exec(await serving.until(/http:\/\/[\d.]+:\d+/))?.[0] as string;
    const asked = load(url);
    const reached = (versions: readonly string[]) =>
      vi.waitFor(() => expect(asked.versions).toEqual(asked.versions.map(() => versions)), {
        timeout: 60_000,
      });
    try {
      await reached(["1"]);
      await ran(shop, "models", "promote", "return_model", "2", "--why", "better");
      await reached(["1", "2"]);
      await ran(shop, "models", "rollback", "return_model", "--why", "worse after all");
      await reached(["1", "2", "1"]);
      const nowhere = await shop.run("models", "promote", "return_model", "1", "--why", "to be sure");
      expect(nowhere.code).toBe(1);
      expect(nowhere.stderr).toContain("error F5813: return_model@champion points to version 1 already.");
      await lose(shop, 3);
      await ran(shop, "models", "promote", "return_model", "3", "--why", "by mistake");
      await serving.until(/points to version 3, which cannot be served: .*'returns' stays with version 1\./);
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toContain('bifold_model_behind{deployment="returns"} 1\n');
      expect(metrics).toContain('bifold_model_swaps_total{deployment="returns",outcome="done"} 2\n');
      expect(metrics).toMatch(/bifold_model_info\{deployment="returns",model="return_model",version="1",/);
      const before = asked.count();
      await vi.waitFor(() => expect(asked.count()).toBeGreaterThan(before + 50), { timeout: 60_000 });
    } finally {
      await asked.stop();
      serving.interrupt();
    }
    expect((await serving.finished).code).toBe(0);
    expect(asked.failures).toEqual([]);
    for (const seen of asked.versions) expect(seen).toEqual(["1", "2", "1"]);
    // Never the version of one with the answer of another.
    const [[first, ...others], [second]] = ["1", "2"].map((version) => [
      ...(asked.answers.get(version) ?? []),
    ]) as [number[], number[]];
    expect(others).toEqual([]);
    expect(first).toBeCloseTo(1 / (1 + Math.exp(-1.2)), 6);
    expect(second).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 6);
  },
  LONG,
);
