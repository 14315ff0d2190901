// bifold.yaml is read whole: every fault at its own place, with the way out, and only for the environment in use.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderText } from "../../compiler/diagnostics/render-text.ts";
import { parseProjectFile } from "../../runtime/project/parse-project-file.ts";

interface Options {
  readonly environment?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

function parse(text: string, { environment, variables = {} }: Options = {}) {
  const source = { file: "bifold.yaml", text };
  const { value, diagnostics } = parseProjectFile(source, {
    root: "/project",
    environment: environment ?? null,
    variables,
  });
  return { value, text: renderText(diagnostics, new Map([[source.file, source.text]])) };
}

const WHOLE = `project: flights
definitions: features
environments:
  local:
    online: { store: lmdb, path: state/online }
  redis:
    online: { store: redis, url: "\${REDIS_URL}" }
    offline: { memoryLimit: 512MB, threads: 4, spill: /var/spill }
    serving: { host: 0.0.0.0, port: 9000 }
`;

test("the project that the guide to a new one shows is sound", () => {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/new-project.md"), "utf8");
  const block = (kind: string) => new RegExp(`\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? "";
  const { value, text } = parse(block("yaml"));
  expect(text).toBe("");
  expect(value?.name).toBe("fraud");
  expect(JSON.parse(block("json")).include).toEqual(["definitions", "generated"]);
});

test("what is left out has its documented value, and paths are absolute", () => {
  expect(parse(WHOLE).value).toEqual({
    root: "/project",
    name: "flights",
    definitions: "/project/features",
    generated: "/project/generated",
    environment: {
      name: "local",
      online: { store: "lmdb", path: "/project/state/online" },
      tracking: { path: "/project/.bifold/tracking.db" },
      artifacts: { path: "/project/.bifold/artifacts" },
      offline: { memoryLimit: "2GB", threads: 2, spill: "/project/.bifold/spill" },
      serving: { host: "127.0.0.1", port: 8000 },
    },
  });
});

test("REDIS_URL chooses the environment redis, and --env is stronger", () => {
  const variables = { REDIS_URL: "redis://example:6379" };
  expect(parse(WHOLE, { variables }).value?.environment).toMatchObject({
    name: "redis",
    online: { store: "redis", url: "redis://example:6379" },
    offline: { memoryLimit: "512MB", threads: 4, spill: "/var/spill" },
    serving: { host: "0.0.0.0", port: 9000 },
  });
  expect(parse(WHOLE, { variables, environment: "local" }).value?.environment.name).toBe("local");
});

test("a variable that is not set is named where it is needed, and only there", () => {
  expect(parse(WHOLE).text).toBe("");
  expect(parse(WHOLE, { environment: "redis" })).toEqual({
    value: null,
    text: `bifold.yaml:7:34 - error F5106: The environment variable REDIS_URL is not set, and bifold.yaml needs it here.

7 |     online: { store: redis, url: "\${REDIS_URL}" }
                                     ~~~~~~~~~~~~~~
  hint  Set it, as in REDIS_URL=… npx bifold, or choose another environment with --env.
`,
  });
});

test("an unknown environment gets the nearest name", () => {
  const { value, text } = parse(WHOLE, { environment: "locla" });
  expect(value).toBeNull();
  expect(text).toContain("F5107: bifold.yaml has no environment 'locla'.");
  expect(text).toContain("Did you mean 'local'?");
});

test("all faults are found at once, in order", () => {
  const { value, text } = parse(`projet: flights
project: 7 flights
environments:
  local:
    online: { store: lmbd }
    offline: { memoryLimit: plenty, threads: none }
    serving: { port: 99999, hots: x }
`);
  expect(value).toBeNull();
  const lines = text.split("\n").filter((line) => line.startsWith("bifold.yaml"));
  expect(lines).toEqual([
    "bifold.yaml:1:1 - error F5104: bifold.yaml has no setting 'projet'.",
    "bifold.yaml:2:10 - error F5103: In bifold.yaml, 'project' is '7 flights', which is no name.",
    "bifold.yaml:5:22 - error F5103: In bifold.yaml, 'environments.local.online.store' is 'lmbd', which is no online store.",
    "bifold.yaml:6:16 - error F5103: In bifold.yaml, 'environments.local.offline.memoryLimit' must be a size such as 2GB, not 'plenty'.",
    "bifold.yaml:6:46 - error F5103: In bifold.yaml, 'environments.local.offline.threads' must be a whole number from 1 to 1024, not 'none'.",
    "bifold.yaml:7:22 - error F5103: In bifold.yaml, 'environments.local.serving.port' must be a whole number from 0 to 65535, not '99999'.",
    "bifold.yaml:7:29 - error F5104: bifold.yaml has no setting 'environments.local.serving.hots'.",
  ]);
  expect(text).toContain("Did you mean 'project'?");
  expect(text).toContain("Did you mean 'host'?");
});

test.each([
  ["", "F5103"],
  ["- a\n- b\n", "F5103"],
  ["project: [\n", "F5102"],
  ["project: a\nproject: b\n", "F5102"],
  ["project: a\n", "F5105: bifold.yaml lacks 'environments'"],
  ["project: a\nenvironments: {}\n", "F5107: bifold.yaml names no environment"],
  ["project: a\nenvironments: { local: }\n", "'environments.local' must be a list of"],
  ["project: a\nenvironments: { local: {} }\n", "F5105: bifold.yaml lacks 'environments.local.online'"],
  [
    "project: a\nenvironments: { local: { online: { store: lmdb } } }\n",
    "lacks 'environments.local.online.path'",
  ],
  ["project: a\nenvironments: { local: { online: { store: lmdb, path: [x] } } }\n", "must be a text"],
])("refused: %j", (text, said) => {
  const parsed = parse(text);
  expect(parsed.value).toBeNull();
  expect(parsed.text).toContain(said);
});

test("a team may share a PostgreSQL database, a bucket and its quotas", () => {
  const shared = `project: flights
environments:
  team:
    online: { store: lmdb, path: online }
    tracking: { url: "\${DATABASE_URL}" }
    artifacts:
      s3: { bucket: models, prefix: /team/a/, endpoint: "http://localhost:9000" }
      quota: { artifact: 1.5 GiB, total: 2TB }
`;
  const variables = { DATABASE_URL: "postgresql://ada@db/bifold" };
  expect(parse(shared, { environment: "team", variables }).value?.environment).toMatchObject({
    tracking: { url: "postgresql://ada@db/bifold" },
    artifacts: {
      s3: { bucket: "models", prefix: "team/a", endpoint: "http://localhost:9000" },
      quota: { artifact: 1.5 * 1024 ** 3, total: 2e12 },
    },
  });
  const wrong = shared.replace("tracking: { ", "tracking: { path: x, ").replace("2TB", "much");
  const { value, text } = parse(wrong, { environment: "team", variables: { DATABASE_URL: "mysql://db/x" } });
  expect(value).toBeNull();
  expect(text).toContain("has both 'path' and 'url'");
  expect(text).toContain("must be a PostgreSQL URL");
  expect(text).toContain("must be a size such as 20GB, not 'much'");
});
