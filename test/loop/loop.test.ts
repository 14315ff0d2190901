// A model's life in a small shop: trained, judged, promoted, replaced by force, rolled back; each decision on record.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Finished } from "../harness/project.ts";
import { END, type LoopShop, openLoopShop } from "./shop.ts";

const LONG = 240_000;

async function ran(shop: LoopShop, ...parameters: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await shop.run(...parameters);
  expect(code, stderr + stdout).toBe(0);
  return stdout;
}

async function json<Value>(
  shop: LoopShop,
  ...parameters: readonly string[]
): Promise<{ code: number | null; value: Value }> {
  const { code, stdout, stderr }: Finished = await shop.run(...parameters, "--json");
  expect(stdout, stderr).not.toBe("");
  return { code, value: JSON.parse(stdout) as Value };
}

interface Gates {
  readonly promoted: boolean;
  readonly forced: boolean;
  readonly version: number;
  readonly gates: readonly { readonly gate: string; readonly passed: boolean }[];
}

interface Pipeline {
  readonly retrain: { readonly version: number; readonly state: string; readonly skipped: boolean };
  readonly promote: (Gates & { readonly evaluation: { readonly skipped: boolean } }) | null;
}

interface Move {
  readonly from: number | null;
  readonly to: number | null;
  readonly alias: string;
  readonly actor: string;
  readonly reason: string;
  readonly evidence: { readonly forced?: boolean; readonly gates?: Gates["gates"] } | null;
}

const failed = ({ gates }: Gates) => gates.filter(({ passed }) => !passed).map(({ gate }) => gate);

test(
  "retrain, evaluate, promote, force, roll back: what is served changes only where gates hold or somebody says why",
  async () => {
    const shop = await openLoopShop();

    // The first version has nobody to be compared with: its absolute gates decide.
    const first = await json<Pipeline>(shop, "pipeline", "return_model", "--clock", END);
    expect(first.code, JSON.stringify(first.value)).toBe(0);
    expect(first.value.promote).toMatchObject({ promoted: true, version: 1 });
    const again = await json<Pipeline>(shop, "pipeline", "return_model", "--clock", END);
    expect(again).toMatchObject({
      code: 0,
      value: { retrain: { skipped: true, state: "served" }, promote: null },
    });

    // A version that says the contrary is trained, and stays out.
    await shop.declare("{ weight: -1 }");
    const worse = await json<Pipeline>(shop, "pipeline", "return_model", "--clock", END);
    expect(worse.code).toBe(1);
    expect(failed(worse.value.promote as Gates)).toEqual([
      "auc",
      "auc of the champion",
      "log_loss",
      "auc of slices",
    ]);
    const text = await shop.run("promote", "return_model", "--clock", END);
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(/FAIL {2}auc +at least 0\.7 +0\.1/);
    expect(text.stdout).toContain("evaluate     return_model version 2 against version 1  (current)");

    // Old data fail too, and so does latency where it is asked for.
    const stale = await json<Gates>(shop, "promote", "return_model", "--clock", "2024-12-01");
    expect(failed(stale.value)).toContain("freshness");

    const mute = await shop.run("promote", "return_model", "--force");
    expect(mute.code).toBe(1);
    expect(mute.stderr).toContain("F5806");
    const forced = await json<Gates>(
      shop,
      "promote",
      "return_model",
      "--clock",
      END,
      "--force",
      "--why",
      "a test of ours",
    );
    expect(forced).toMatchObject({ code: 0, value: { promoted: true, forced: true, version: 2 } });

    // Rolled back by one command, which is on record, as all of it is.
    await ran(shop, "models", "rollback", "return_model", "--why", "customers complain");
    const { value: moves } = await json<readonly Move[]>(
      shop,
      "models",
      "history",
      "return_model",
      "--alias",
      "champion",
    );
    expect(moves.map(({ from, to, actor, reason }) => [from, to, actor, reason])).toEqual([
      [null, 1, "ada", "all gates hold"],
      [1, 2, "ada", "forced: a test of ours"],
      [2, 1, "ada", "customers complain"],
    ]);
    expect(moves[1]?.evidence?.forced).toBe(true);
    expect(moves[1]?.evidence?.gates?.some(({ passed }) => !passed)).toBe(true);
    const nowhere = await shop.run("models", "rollback", "return_model", "--why", "again");
    expect(nowhere.stderr).toContain("F5807");
    const late = await shop.run("models", "promote", "return_model", "2", "--why", "x", "--expected", "2");
    expect(late.code).toBe(1);
    expect(late.stderr).toContain("someone moved it meanwhile");

    // The registry tells what there is.
    expect(await ran(shop, "models", "list")).toMatch(/return_model +champion 1/);
    expect(await ran(shop, "models", "show", "return_model")).toMatch(/2 +\S+ +[0-9a-f]{32} +evaluated/);
    const shown = await ran(shop, "models", "show", "return_model@champion");
    expect(shown).toContain("param weight");
    expect(shown).toContain("dataset");
    expect(await ran(shop, "models", "compare", "return_model", "1", "2")).toMatch(/param weight +1\.2 +-1/);

    // The report stands alone, and says what the JSON says.
    await ran(shop, "evaluate", "return_model@2", "--html", "report.html");
    const html = readFileSync(shop.path("report.html"), "utf8");
    expect(html).toContain("Against version 1, the champion.");
    expect(html.match(/<svg /g)?.length).toBe(3);
    expect(html).not.toMatch(/https?:\/\/|<script/);
  },
  LONG,
);

test(
  "an audit holds what is served against SQL, and nothing served is a gate that fails",
  async () => {
    const shop = await openLoopShop();
    await shop.declare("{ weight: 1.2 }", "gates: { audit: true },");
    const before = await json<Pipeline>(shop, "pipeline", "return_model");
    expect(before.code).toBe(1);
    expect(failed(before.value.promote as Gates)).toEqual(["audit"]);
    await ran(shop, "materialize", "--to", END);
    const after = await json<Gates>(shop, "promote", "return_model");
    expect(after).toMatchObject({ code: 0, value: { promoted: true } });
  },
  LONG,
);

test(
  "an export that answers otherwise than its trainer is found out",
  async () => {
    const shop = await openLoopShop();
    await shop.declare("{ weight: 1.2, shift: 0.1 }");
    const { code, value } = await json<Pipeline>(shop, "pipeline", "return_model", "--clock", END);
    expect(code).toBe(1);
    expect(failed(value.promote as Gates)).toEqual(["export"]);
  },
  LONG,
);

test(
  "killed in the middle, the pipeline goes on where it stopped",
  async () => {
    const shop = await openLoopShop();
    writeFileSync(shop.path("kill"), "");
    const killed = await shop.run("pipeline", "return_model", "--clock", END);
    expect(killed.code).toBe(null);
    rmSync(shop.path("kill"));
    // The training set was whole by then and is not built again; the training was not recorded, and is.
    const { code, stdout, stderr } = await shop.run("pipeline", "return_model", "--clock", END);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^dataset .*\(current\)/);
    expect(stdout).toContain("return_model version 1, challenger");
    expect(stdout).toContain("version 1 is champion");

    // Killed between training and judging, it does not train again.
    await shop.declare("{ weight: 1.15 }");
    await ran(shop, "retrain", "return_model");
    const rest = await json<Pipeline>(shop, "pipeline", "return_model", "--clock", END);
    expect(rest.value).toMatchObject({ retrain: { version: 2, skipped: true, state: "challenger" } });
    // And between judging and promoting, it does not judge again.
    await shop.declare("{ weight: 1.18 }");
    await ran(shop, "retrain", "return_model");
    await ran(shop, "evaluate", "return_model");
    const last = await json<Pipeline>(shop, "pipeline", "return_model", "--clock", END);
    expect(last.value.retrain.skipped).toBe(true);
    expect(last.value.promote?.evaluation.skipped).toBe(true);
  },
  LONG,
);

test(
  "two promotions at once: one moves the alias, the other is told",
  async () => {
    const shop = await openLoopShop();
    await ran(shop, "pipeline", "return_model", "--clock", END);
    await shop.declare("{ weight: 1.1 }");
    await ran(shop, "retrain", "return_model");
    await ran(shop, "evaluate", "return_model");
    const both = await Promise.all([
      shop.run("promote", "return_model", "--clock", END),
      shop.run("promote", "return_model", "--clock", END),
    ]);
    const { value: moves } = await json<readonly Move[]>(
      shop,
      "models",
      "history",
      "return_model",
      "--alias",
      "champion",
    );
    expect(moves.map(({ to }) => to)).toEqual([1, 2]);
    expect(both.some(({ code }) => code === 0)).toBe(true);
    for (const { code, stderr, stdout } of both) {
      if (code !== 0) expect(stderr + stdout).toMatch(/someone moved it meanwhile|F5805|F5808/);
    }
    expect(existsSync(shop.path(".bifold/evaluations"))).toBe(true);
  },
  LONG,
);
