// A running app follows its alias: versions take over between requests, and one that cannot be served never answers.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LoadedModel } from "../../runtime/serving/contract.ts";
import type { Serving } from "../../runtime/serving/create-serving-app.ts";
import type { AliasFollower, AliasSource } from "../../runtime/serving/follow-aliases.ts";
import { type RunningServer, serve } from "../../runtime/serving/serve.ts";
import { type Fixture, INSTANCE, materializeInstance, openFixture, TAU } from "./running-fixture.ts";

let folder: string;
let fixture: Fixture;
let serving: Serving;
let server: RunningServer;
let follower: AliasFollower | null;
let pointsTo: string | null;
/** Versions that were loaded, and those that were closed, in order. */
let loads: string[];
let closed: string[];
let said: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "bifold-test-"));
  fixture = await openFixture("follow", folder);
  [pointsTo, loads, closed, said, follower] = ["3", [], [], [], null];
  serving = fixture.createApp({
    store: fixture.store,
    models: new Map([["fixture", version("3")]]),
    clock: () => TAU,
  });
  server = await serve(serving, { host: "127.0.0.1", port: 0 });
  await materializeInstance(fixture);
  await serving.start();
});

afterEach(async () => {
  await follower?.stop();
  await server.close();
  await fixture.store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** However slow the machine is. */
function until(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000 });
}

function version(number: string, change: Partial<LoadedModel> = {}): LoadedModel {
  return {
    ...fixture.model,
    version: number,
    close: async () => {
      closed.push(number);
    },
    ...change,
  };
}

function follow(change: Partial<AliasSource> = {}): void {
  follower = serving.follow({
    everyMs: 1,
    versions: async () => new Map([["fixture", pointsTo]]),
    load: async () => {
      loads.push(pointsTo as string);
      return version(pointsTo as string);
    },
    report: (text) => said.push(text),
    ...change,
  });
}

async function answering(): Promise<{ readonly status: number; readonly version: string }> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(INSTANCE);
  const response = await fetch(`${server.url}/v1/deployments/fixture/predict`, {
    method: "POST",
    headers,
    body,
  });
  const { model } = (await response.json()) as { readonly model?: { readonly version: string } };
  return { status: response.status, version: model?.version ?? "" };
}

async function metrics(): Promise<string> {
  return (await fetch(`${server.url}/metrics`)).text();
}

test("the new version takes over, and the old one is closed when its last request has ended", async () => {
  let finish = (): void => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let began = false;
  let warm = false;
  const slow = version("4", {
    run: async (batch, rows) => {
      if (warm) {
        began = true;
        await held;
        expect(closed).not.toContain("4");
      }
      return fixture.model.run(batch, rows);
    },
  });
  await serving.publish("fixture", slow);
  warm = true;
  const request = answering();
  await until(() => expect(began).toBe(true));
  pointsTo = "5";
  follow();
  await until(() =>
    expect(said).toEqual(["'fixture' serves version 5 of fixture_model now: champion was moved to it."]),
  );
  expect(await answering()).toEqual({ status: 200, version: "5" });
  expect(closed).toEqual(["3"]);
  finish();
  // Answered by the version that it began with.
  expect(await request).toEqual({ status: 200, version: "4" });
  expect(closed).toEqual(["3", "4"]);
  expect(loads).toEqual(["5"]);
  expect(await metrics()).toContain('bifold_model_swaps_total{deployment="fixture",outcome="done"} 1\n');
  expect(await metrics()).toContain('bifold_model_behind{deployment="fixture"} 0\n');
});

test("a version that cannot be served leaves the old one, is told once a try, and is tried less and less", async () => {
  pointsTo = "4";
  let looks = 0;
  follow({
    versions: async () => {
      looks++;
      return new Map([["fixture", pointsTo]]);
    },
    load: async () => {
      loads.push("4");
      return version("4", { trainedOn: { everything: "old", plain: "old" } });
    },
  });
  await until(() => expect(looks).toBeGreaterThan(40));
  expect(await answering()).toEqual({ status: 200, version: "3" });
  // 1, 2, 4, 8 … looks lie between two tries.
  expect(loads.length).toBeGreaterThanOrEqual(4);
  expect(loads.length).toBeLessThanOrEqual(Math.log2(looks) + 1);
  expect(closed).toEqual(loads);
  expect(said[0]).toMatch(
    /^fixture_model@champion points to version 4, which cannot be served: .* was trained on its fingerprint old.* 'fixture' stays with version 3\.$/,
  );
  const text = await metrics();
  expect(text).toMatch(/bifold_model_swaps_total\{deployment="fixture",outcome="failed"\} [1-9]/);
  expect(text).toContain('bifold_model_behind{deployment="fixture"} 1\n');
  // Back to where it was: nothing is loaded, and nothing is behind.
  pointsTo = "3";
  await until(async () => expect(await metrics()).toContain('bifold_model_behind{deployment="fixture"} 0\n'));
});

test("a registry that is away, or an alias that was removed, changes nothing and is told once", async () => {
  let away = true;
  let looks = 0;
  follow({
    versions: async () => {
      looks++;
      if (away) throw new Error("connection refused");
      return new Map([["fixture", pointsTo]]);
    },
  });
  const after = async (count: number) => {
    const from = looks;
    await until(() => expect(looks).toBeGreaterThan(from + count));
  };
  await after(5);
  expect(await metrics()).toContain("bifold_registry_up 0\n");
  expect(said).toEqual(["The registry does not answer, and models stay as they are: connection refused."]);
  [away, pointsTo] = [false, null];
  await after(5);
  expect(await metrics()).toContain("bifold_registry_up 1\n");
  expect(said.slice(1)).toEqual([
    "The registry answers again.",
    "fixture_model@champion is not set any more: 'fixture' stays with version 3.",
  ]);
  expect(await answering()).toEqual({ status: 200, version: "3" });
  pointsTo = "6";
  await until(async () => expect(await answering()).toEqual({ status: 200, version: "6" }));
});

test("what is loaded while the app ends does not take over, and is closed", async () => {
  let loaded = (): void => {};
  const loading = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  pointsTo = "4";
  let asked = false;
  follow({
    load: async () => {
      asked = true;
      await loading;
      return version("4");
    },
  });
  await until(() => expect(asked).toBe(true));
  const stopping = follower?.stop();
  loaded();
  await stopping;
  expect(closed).toEqual(["4"]);
  expect(await answering()).toEqual({ status: 200, version: "3" });
  await serving.closeModels();
  expect(closed).toEqual(["4", "3"]);
});
