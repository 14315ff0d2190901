// One of the showcase projects with its data, and the commands that a user types, each of which must succeed.
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
