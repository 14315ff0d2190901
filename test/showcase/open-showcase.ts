// One of the showcase projects with its data: the commands that a user types, and hand-written SQL to hold them to.
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { openProject, type TestProject } from "../harness/project.ts";

const TRAINER = fileURLToPath(
  new URL("../end-to-end/fixtures/shop/definitions/trainers/stump.ts", import.meta.url),
);

export interface Showcase extends TestProject {
  /** What the command says on stdout. */
  readonly ran: (...parameters: readonly string[]) => Promise<string>;
  /** The one value of a statement's one row. */
  readonly value: (sql: string) => Promise<unknown>;
}

/** `data` gives each file of `data/` by its statement. */
export async function openShowcase(name: string, data: Readonly<Record<string, string>>): Promise<Showcase> {
  const project = openProject({
    "bifold.yaml": `project: ${name}\nenvironments:\n  local:\n    online: { store: lmdb, path: .bifold/online }\n    serving: { port: 0 }\n`,
  });
  const definitions = fileURLToPath(new URL(`${name}/definitions`, import.meta.url));
  cpSync(definitions, project.path("definitions"), { recursive: true });
  cpSync(TRAINER, project.path("definitions/trainers/stump.ts"));
  for (const [file, sql] of Object.entries(data)) await project.write(`data/${file}`, sql);
  return {
    ...project,
    ran: async (...parameters) => {
      const { code, stdout, stderr } = await project.run(...parameters);
      expect(code, `${parameters.join(" ")}\n${stdout}${stderr}`).toBe(0);
      return stdout;
    },
    value: async (sql) => (await project.query(sql))[0]?.[0],
  };
}

/** Serves as of an instant for as long as `use` asks: it gives a request's answer, which must be 200. */
export async function whileServing(
  project: Showcase,
  clock: string,
  use: (ask: (path: string, body: object) => Promise<Readonly<Record<string, unknown>>>) => Promise<void>,
): Promise<void> {
  const serving = project.start("serve", "--clock", clock);
  const url = /http:\/\/[\d.]+:\d+/.exec(await serving.until(/http:\/\/[\d.]+:\d+/))?.[0];
  try {
    await use(async (path, body) => {
      const response = await fetch(`${url}/v1/deployments/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      expect(response.status, text).toBe(200);
      return JSON.parse(text);
    });
  } finally {
    serving.interrupt();
    await serving.finished;
  }
}

interface Run {
  readonly trainingSets: readonly string[];
  readonly model: string;
  readonly explained: string;
  readonly to: string;
}

/** Everything up to serving: certified, current, explained, written, trained, materialized, and without a difference. */
export async function built(project: Showcase, { trainingSets, model, explained, to }: Run): Promise<void> {
  expect(await project.ran("compile")).toContain("Certified: ");
  await project.ran("compile", "--check");
  expect(await project.ran("explain", explained)).toContain("one row a key");
  for (const set of trainingSets) await project.ran("dataset", set, "-o", `out/${set}.parquet`);
  await project.ran("train", model);
  await project.ran("materialize", "--to", to);
  const verified = JSON.parse(await project.ran("verify", "--keys", "100", "--json"));
  expect(verified).toMatchObject({ ok: true, differences: 0 });
  expect(verified.compared).toBeGreaterThan(1000);
}

/** Rows of a training set in which a feature is not what a statement over the sources says; `d` is the row. */
export async function wrongRows(
  project: Showcase,
  set: string,
  checks: readonly [string, string][],
): Promise<void> {
  const folder = project.path("data");
  for (const [column, sql] of checks) {
    const statement = `SELECT count(*) FILTER (d.${column} IS DISTINCT FROM (${sql.replaceAll("data/", `${folder}/`)})),
      count(DISTINCT d.${column}) FROM (FROM '${project.path(`out/${set}.parquet`)}' USING SAMPLE 150 ROWS (reservoir, 1)) d`;
    const [[wrong, different] = []] = await project.query(statement);
    expect([column, wrong]).toEqual([column, 0n]);
    expect(Number(different), `${column} says something`).toBeGreaterThan(1);
  }
}
