// A run that was logged to a tracking server is brought from it, whole, and repeated like one of the project's own.
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openShop } from "../end-to-end/shop.ts";
import { commitAll } from "../harness/git.ts";
import { startServer } from "../server/start-server.ts";

const CLIENT = new URL("../../runtime/client/index.ts", import.meta.url).href;
const POINTS = 12_000;

const PROGRAM = `import { startRun } from "${CLIENT}";
const run = await startRun();
for (let step = 0; step < ${POINTS}; step++) await run.logMetric("curve", step === 3 ? NaN : step / 7, { step });
await run.logMetric("limit", Infinity);
await run.logText("weights", "deep/model.txt");
await run.end();
`;

test("metrics of several pages, words for numbers, folders; a second time nothing is brought again", async () => {
  const tokens = [{ token: "secret", role: "writer" as const, name: "ada" }];
  const server = await startServer({ tokens });
  const shop = await openShop({ orders: null, variables: { BIFOLD_TRACKING_TOKEN: "secret" } });
  writeFileSync(shop.path(".gitignore"), ".bifold/\n");
  writeFileSync(shop.path("train.ts"), PROGRAM);
  commitAll(shop.root);
  const command = [process.execPath, "--import", import.meta.resolve("tsx"), "train.ts"];
  const at = ["--server", server.url] as const;
  const done = await shop.run("run", "--json", ...at, "--param", "lr=0.1", "--", ...command);
  expect(done.code, done.stderr).toBe(0);
  const { runId } = JSON.parse(done.stdout) as { readonly runId: string };
  expect((await shop.run("runs", "reproduce", runId)).stderr).toContain("F5160");

  const again = await shop.run("runs", "reproduce", runId, ...at, "--json");
  expect(again.code, again.stderr).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({
    run: runId,
    same: true,
    metrics: { compared: 2, differences: [] },
    artifacts: { compared: 1, differences: [] },
    params: [],
  });
  const shown = JSON.parse((await shop.run("runs", "show", runId, "--json")).stdout);
  expect(shown).toMatchObject({ status: "FINISHED", params: { lr: "0.1" } });
  expect(Object.keys(shown.artifacts)).toContain("deep/model.txt");
  const absent = await shop.run("runs", "reproduce", "0".repeat(32), ...at);
  expect(absent.code).toBe(1);
  expect(absent.stderr).toContain("error F5402: The tracking server answered 404");

  // It is here now: the server is not asked any more.
  await server.stop();
  const offline = await shop.run("runs", "reproduce", runId, ...at, "--into", "offline", "--json");
  expect(offline.code, offline.stderr).toBe(0);
  expect(JSON.parse(offline.stdout)).toMatchObject({ same: true, metrics: { compared: 2 } });
});
