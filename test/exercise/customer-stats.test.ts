// The classic exercise of docs/one-definition.md, run as it stands there: one definition, two uses, the same numbers.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openProject, type TestProject } from "../harness/project.ts";
import { CAMPAIGNS, ORDERS, TODAY } from "./data.ts";

const GUIDE = readFileSync(fileURLToPath(new URL("../../docs/one-definition.md", import.meta.url)), "utf8");
const TRAINER = readFileSync(
  fileURLToPath(new URL("../end-to-end/fixtures/shop/definitions/trainers/stump.ts", import.meta.url)),
  "utf8",
);
const LONG = 180_000;

async function shop(): Promise<TestProject> {
  const definitions = /<!-- file: definitions\/customers\.ts -->\n```ts\n([\s\S]*?)```/.exec(GUIDE)?.[1];
  if (definitions === undefined) throw new Error("the guide has no definitions");
  const project = openProject({
    "bifold.yaml":
      "project: customers\nenvironments:\n  local:\n    online: { store: lmdb, path: .bifold/online }\n    serving: { port: 0 }\n",
    "definitions/customers.ts": definitions,
    "definitions/trainers/reorder.ts": TRAINER,
  });
  await project.write("data/orders.parquet", ORDERS);
  await project.write("data/campaigns.parquet", CAMPAIGNS);
  return project;
}

async function ran(project: TestProject, ...parameters: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await project.run(...parameters);
  expect(code, stderr).toBe(0);
  return stdout;
}

/** Mann-Whitney: the chance that a row with the label has a greater score than one without; halves for ties. */
function aucOf(scores: string, rows: string): string {
  return `SELECT (sum(CASE WHEN label = 1 THEN place END) - p * (p + 1) / 2) / (p * (n - p))
    FROM (SELECT label, rank() OVER (ORDER BY ${scores}) + (count(*) OVER (PARTITION BY ${scores}) - 1) / 2.0 AS place,
      sum(label) OVER () AS p, count(*) OVER () AS n FROM ${rows}) GROUP BY p, n`;
}

test(
  "one definition gives the training job and the look-up the same bits",
  async () => {
    const project = await shop();
    await ran(project, "compile");
    await ran(project, "train", "reorder_model");
    await ran(project, "materialize", "--to", TODAY);
    const verified = JSON.parse(await ran(project, "verify", "--json", "--keys", "1000"));
    expect(JSON.stringify(verified)).toContain('"differences":0');
    await project.write(
      "everyone.parquet",
      `SELECT 'c' || c AS customer, TIMESTAMP '${TODAY.slice(0, 19)}' AS as_of FROM range(601) t(c)`,
    );
    await ran(project, "dataset", "reorder_training", "--spine", "everyone.parquet", "-o", "offline.parquet");
    const serving = project.start("serve", "--clock", TODAY);
    const url = /http:\/\/[\d.]+:\d+/.exec(await serving.until(/http:\/\/[\d.]+:\d+/))?.[0];
    const offline = await project.query(
      `SELECT customer, customer_stats__log_spend_30d, customer_stats__order_count_30d::DOUBLE, customer_stats__spend_30d
       FROM '${project.path("offline.parquet")}'`,
    );
    const response = await fetch(`${url}/v1/deployments/reorder/features`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ instances: offline.map(([customer]) => ({ customer })) }),
    });
    expect(response.status).toBe(200);
    const { values } = (await response.json()) as {
      values: readonly Readonly<Record<string, number>>[];
    };
    serving.interrupt();
    await serving.finished;
    expect(values).toHaveLength(601);
    offline.forEach(([, log, orders, spend], index) => {
      expect(values[index]).toMatchObject({
        customer_stats__log_spend_30d: log,
        customer_stats__order_count_30d: orders,
        customer_stats__spend_30d: spend,
      });
    });
    // One whom nobody knows: no orders, so log(0 + 1), and not log(0).
    expect(offline[600]).toEqual(["c600", 0, 0, 0]);
  },
  LONG,
);

test(
  "today's value on a past label inflates the metric by as much as the guide says",
  async () => {
    const project = await shop();
    await ran(project, "compile");
    await ran(project, "dataset", "reorder_training", "-o", "honest.parquet");
    const honest = `(SELECT customer, ordered AS label, customer_stats__spend_30d AS score FROM '${project.path("honest.parquet")}')`;
    await project.write(
      "today.parquet",
      `SELECT customer, TIMESTAMP '${TODAY.slice(0, 19)}' AS as_of FROM (${CAMPAIGNS})`,
    );
    await ran(project, "dataset", "reorder_training", "--spine", "today.parquet", "-o", "leaking.parquet");
    const leaking = `(SELECT h.label, l.customer_stats__spend_30d AS score
      FROM ${honest} h JOIN '${project.path("leaking.parquet")}' l USING (customer))`;
    const [[onPaper]] = (await project.query(aucOf("score", leaking))) as [[number]];
    const [[asServed]] = (await project.query(aucOf("score", honest))) as [[number]];
    const said = [...GUIDE.matchAll(/\| ([\d.]+) \|$/gm)].map(([, figure]) => Number(figure));
    expect([onPaper, asServed].map((auc) => Number(auc.toFixed(3)))).toEqual(said);
    expect(onPaper).toBeGreaterThan(asServed + 0.1);
  },
  LONG,
);

test(
  "log(amount + 1) offline and log(amount) online cannot be: an edited service does not start, and is not certified",
  async () => {
    const project = await shop();
    await ran(project, "compile");
    await ran(project, "train", "reorder_model");
    await ran(project, "materialize", "--to", TODAY);
    const file = project.path("generated/serving/views/customer_stats.ts");
    const code = readFileSync(file, "utf8");
    const edited = code.replace(/(\w+) \+ 1\b/, "$1 + 0");
    expect(edited).not.toBe(code);
    writeFileSync(file, edited);
    const refused = await project.run("serve", "--clock", TODAY);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("F5112");
    expect((await project.run("compile", "--check")).code).toBe(2);
  },
  LONG,
);
