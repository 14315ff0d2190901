// From a saved answer back to the rows it was learnt from, and from a source file down to what answers.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { END, type LoopShop, openLoopShop } from "../loop/shop.ts";

const LONG = 240_000;

interface Traced {
  readonly subjects: readonly string[];
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly title: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly rebuild: readonly string[];
}

async function traced(shop: LoopShop, ...parameters: readonly string[]): Promise<Traced> {
  const { code, stdout, stderr } = await shop.run("lineage", ...parameters, "--json");
  expect(code, stderr + stdout).toBe(0);
  return JSON.parse(stdout) as Traced;
}

const kinds = ({ nodes }: Traced) => [...new Set(nodes.map(({ kind }) => kind))].sort();

test(
  "everything behind an answer, and all that came of a file, a feature, a run and a training set",
  async () => {
    const shop = await openLoopShop();
    const made = await shop.run("pipeline", "return_model", "--clock", END);
    expect(made.code, made.stderr + made.stdout).toBe(0);
    expect((await shop.run("materialize", "--to", END)).code).toBe(0);
    const answer = await ask(shop);
    writeFileSync(shop.path("answer.json"), answer);

    const behind = await traced(shop, "answer.json");
    expect(kinds(behind)).toEqual(
      expect.arrayContaining([
        "dataset",
        "feature_view",
        "file",
        "prediction",
        "run",
        "source",
        "training_set",
        "version",
      ]),
    );
    const { run_id: runId } = (JSON.parse(answer) as { model: { run_id: string } }).model;
    expect(behind.rebuild).toContain(`npx bifold runs reproduce ${runId}`);
    expect(behind.rebuild.join("\n")).toMatch(
      /data restore return_training-.*\n[\s\S]*serve --clock 2024-02-27T00:00:00/,
    );
    const text = (await shop.run("lineage", "answer.json")).stdout;
    expect(text).toContain("├─ feature view customer_orders");
    expect(text).toContain("To make it again:");
    const mermaid = (await shop.run("lineage", "answer.json", "--mermaid")).stdout;
    expect(mermaid).toMatch(/^flowchart LR\n {2}n0\["/);
    expect(mermaid.match(/-->/g)?.length).toBe(behind.edges.length);

    // Downwards: a change of the file, or of a feature, reaches the deployment.
    for (const thing of [
      "data/orders.parquet",
      "orders",
      "customer_orders.mean_amount_7d",
      "return_training",
      runId,
    ]) {
      const below = await traced(shop, thing, "--down");
      expect(
        below.nodes.map(({ id }) => id),
        thing,
      ).toContain("deployment/returns");
      expect(kinds(below), thing).toContain("version");
    }
    // A feature reaches the request feature that reads it.
    const feature = await traced(shop, "customer_orders.mean_amount_7d", "--down");
    expect(feature.nodes.map(({ title }) => title)).toContain("at_checkout.against_mean");
    expect(feature.nodes.map(({ title }) => title)).not.toContain("at_checkout.hour");

    // Upwards: a deployment and a version come from the same file.
    for (const thing of ["returns", "return_model@champion", "return_model@1"]) {
      const above = await traced(shop, thing, "--up");
      expect(kinds(above), thing).toEqual(expect.arrayContaining(["file", "run", "dataset"]));
      expect(kinds(above), thing).not.toContain("prediction");
    }

    // A fingerprint that a response names finds its view, also once the definition has changed.
    const { features } = JSON.parse(answer) as { features: Record<string, { fingerprint: string }> };
    const fingerprint = features.customer_orders?.fingerprint ?? "";
    const views = shop.path("definitions/views.ts");
    writeFileSync(views, readFileSync(views, "utf8").replace('ttl: "2d"', 'ttl: "3d"'));
    expect((await shop.run("compile")).code).toBe(0);
    const old = await traced(shop, fingerprint.slice(0, 16));
    expect(old.subjects).toEqual([`feature_view/customer_orders@${fingerprint.slice(0, 12)}`]);
    expect(old.nodes.map(({ id }) => id)).toContain("deployment/returns");
    expect((await shop.run("lineage", "answer.json")).stdout).toContain("not what is compiled now");

    const wrong = await shop.run("lineage", "custmer_orders");
    expect(wrong.stderr).toMatch(/F5901[\s\S]*Did you mean 'customer_orders'/);
    writeFileSync(shop.path("other.json"), "{}");
    expect((await shop.run("lineage", "other.json")).stderr).toContain("F5902");
  },
  LONG,
);

async function ask(shop: LoopShop): Promise<string> {
  const serving = shop.start("serve", "--clock", END);
  const url = /http:\/\/[\d.]+:\d+/.exec(await serving.until(/http:\/\/[\d.]+:\d+/))?.[0];
  const answer = await fetch(`${url}/v1/deployments/returns/predict`, {
    method: "POST",
    body: JSON.stringify({ customer: "c1", shop: 1, placed: `${END}T00:00:00Z`, amount: 70 }),
    headers: { "content-type": "application/json" },
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  serving.interrupt();
  await serving.finished;
  return text;
}
