// The command line answers with the right exit code, on the right stream, and never with a stack.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { runCommandLine } from "../../runtime/cli/run-command-line.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const DEFINITIONS = `import { count, entity, featureView, parquet, source, t } from "bifold";
export const airport = entity({ keys: { airport: t.string } });
export const flights = source({
  from: parquet("flights.parquet"),
  columns: { date: t.timestamp, origin: t.string },
  eventTime: (flight) => flight.date,
});
export const departures = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: () => ({ flights: count().over("1d") }),
  refresh: { every: "10m" },
});
`;
const BROKEN = DEFINITIONS.replace("flight.origin", "flight.orign").replace('"1d"', '"1x"');
const YAML = "project: test\nenvironments: { local: { online: { store: lmdb, path: online } } }\n";

function folderWith(definitions: string, yaml: string = YAML): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "definitions"));
  writeFileSync(path.join(folder, "definitions/flights.ts"), definitions);
  writeFileSync(path.join(folder, "bifold.yaml"), yaml);
  return folder;
}

async function bifold(folder: string, ...parameters: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const code = await runCommandLine(parameters, {
    folder,
    variables: {},
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    now: Date.now,
    signal: new AbortController().signal,
  });
  return { code, stdout, stderr };
}

/** Commands that only have commands of their own. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  data: ["list", "show", "diff", "snapshot", "restore", "verify"],
  runs: ["list", "show", "diff", "reproduce"],
  models: ["list", "show", "compare", "history", "promote", "rollback"],
};

test("help names every command, and each command's help has an example", async () => {
  const { code, stdout } = await bifold(temporaryFolder(), "--help");
  expect(code).toBe(0);
  const commands = [...stdout.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name ?? "").slice(0, -1);
  expect(commands).toEqual([
    "start",
    "check",
    "compile",
    "explain",
    "dataset",
    "data",
    "train",
    "retrain",
    "evaluate",
    "promote",
    "pipeline",
    "models",
    "lineage",
    "monitor",
    "materialize",
    "serve",
    "verify",
    "server",
    "gc",
    "run",
    "runs",
  ]);
  const words = commands.flatMap((command) => (command in GROUPS ? [] : [[command]]));
  for (const [group, names] of Object.entries(GROUPS)) {
    const help = await bifold(temporaryFolder(), group, "--help");
    const listed = [...help.stdout.matchAll(/^ {2}(\w+) (?!.*display help)/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== "help")).toEqual(names);
    words.push(...names.map((name) => [group, name]));
  }
  for (const command of words) {
    const help = await bifold(temporaryFolder(), ...command, "--help");
    expect(help.code).toBe(0);
    expect(help.stdout).toContain(`$ npx bifold ${command.join(" ")}`);
    expect(help.stdout).toContain("--env <name>");
    expect(help.stdout).toContain("--json");
  }
});

test.each([
  [["chekc"], "unknown command 'chekc'\n(Did you mean check?)"],
  [["dataset", "x"], "required option '-o, --output <file>' not specified"],
  [["dataset", "-o", "x"], "missing required argument 'name'"],
  [["check", "--jsn"], "unknown option '--jsn'"],
  [["materialize", "--to", "yesterday"], "Give an instant such as 2001-06-30"],
  [["serve", "--port", "65536"], "Give a port from 0"],
  [["verify", "--keys", "0"], "Give a whole number from 1 upwards."],
])("a mistake in the arguments is the user's: %j", async (parameters, said) => {
  const { code, stdout, stderr } = await bifold(folderWith(DEFINITIONS), ...parameters);
  expect(code).toBe(1);
  expect(stderr).toContain(said);
  expect(stdout).toBe("");
});

test("outside of a project every command says so", async () => {
  const folder = temporaryFolder();
  const { code, stderr } = await bifold(folder, "check");
  expect(code).toBe(1);
  expect(stderr).toContain(`error F5101: There is no bifold.yaml in ${folder} or in a folder above it.`);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("check tells all faults at once, for people, for programs and for GitHub", async () => {
  const folder = folderWith(BROKEN);
  const text = await bifold(folder, "check");
  expect(text).toMatchObject({ code: 1, stdout: "" });
  expect(text.stderr).toMatch(/definitions\/flights\.ts:11:\d+ - error F\d+: /);
  expect(text.stderr).toMatch(/definitions\/flights\.ts:12:\d+ - error F\d+: /);
  expect(text.stderr).toMatch(/\n2 errors\.\n$/);
  const json = await bifold(folder, "check", "--json");
  expect(json).toMatchObject({ code: 1, stderr: "" });
  const found = JSON.parse(json.stdout);
  expect(found.ok).toBe(false);
  expect(found.diagnostics).toHaveLength(2);
  expect(found.diagnostics[0].range).toMatchObject({ file: "definitions/flights.ts", start: { line: 11 } });
  const github = await bifold(folder, "check", "--github");
  expect(github.code).toBe(1);
  expect(github.stdout).toMatch(/^::error file=definitions\/flights\.ts,line=11,/);
});

test("check of sound definitions is silent but for one line", async () => {
  const { code, stdout, stderr } = await bifold(folderWith(DEFINITIONS), "check");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe("test is fine: 1 entity, 1 source, 1 feature view, 1 feature.\n");
});

test("compile writes, then has nothing to do; --check answers 2 for each way of being stale", async () => {
  const folder = folderWith(DEFINITIONS);
  const view = path.join(folder, "generated/sql/feature_views/departures.sql");
  expect(await bifold(folder, "compile", "--check")).toMatchObject({ code: 2, stdout: "" });
  expect((await bifold(folder, "compile")).stdout).toMatch(
    /(\d+) files, \1 written in generated\/\.\nCertified: departures\.\n$/,
  );
  expect((await bifold(folder, "compile")).stdout).toMatch(/files, all current in generated/);
  expect((await bifold(folder, "compile", "--check")).code).toBe(0);

  const original = readFileSync(view, "utf8");
  writeFileSync(view, `${original}-- edited\n`);
  const changed = await bifold(folder, "compile", "--check");
  expect(changed.code).toBe(2);
  expect(changed.stderr).toContain("changed    generated/sql/feature_views/departures.sql\n");
  rmSync(view);
  const missing = await bifold(folder, "compile", "--check", "--json");
  expect(missing).toMatchObject({ code: 2, stderr: "" });
  expect(JSON.parse(missing.stdout).stale.missing).toEqual(["sql/feature_views/departures.sql"]);
  await bifold(folder, "compile");
  expect(readFileSync(view, "utf8")).toBe(original);
});

test("compile removes what it once wrote and makes no more, and nothing else", async () => {
  const folder = folderWith(DEFINITIONS);
  await bifold(folder, "compile");
  const notes = path.join(folder, "generated/notes.txt");
  writeFileSync(notes, "mine");
  const file = path.join(folder, "definitions/flights.ts");
  writeFileSync(file, DEFINITIONS.replace("const departures", "const takeoffs"));
  const stale = await bifold(folder, "compile", "--check");
  expect(stale.stderr).toContain("left over  generated/sql/feature_views/departures.sql\n");
  expect((await bifold(folder, "compile")).stdout).toMatch(/\d+ written, \d+ removed in generated/);
  expect((await bifold(folder, "compile", "--check")).code).toBe(0);
  expect(() => readFileSync(path.join(folder, "generated/sql/feature_views/departures.sql"))).toThrow(
    "ENOENT",
  );
  expect(readFileSync(notes, "utf8")).toBe("mine");
});

test("compile of broken definitions leaves the generated folder as it was", async () => {
  const folder = folderWith(DEFINITIONS);
  await bifold(folder, "compile");
  const manifest = readFileSync(path.join(folder, "generated/manifest.json"), "utf8");
  writeFileSync(path.join(folder, "definitions/flights.ts"), BROKEN);
  expect(await bifold(folder, "compile")).toMatchObject({ code: 1, stdout: "" });
  expect(readFileSync(path.join(folder, "generated/manifest.json"), "utf8")).toBe(manifest);
});

test("a folder without definitions is named", async () => {
  const folder = folderWith(DEFINITIONS, `${YAML}definitions: nowhere\n`);
  const { code, stderr } = await bifold(folder, "check");
  expect(code).toBe(1);
  expect(stderr).toContain("error F5120: There are no TypeScript files in nowhere.");
});

test("commands refuse a project that was not compiled, or was edited since", async () => {
  const folder = folderWith(DEFINITIONS);
  const missing = await bifold(folder, "materialize");
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain("error F5110: There is no generated/manifest.json");
  expect(missing.stderr).toContain("hint  Run `npx bifold compile`.");
  await bifold(folder, "compile");
  writeFileSync(path.join(folder, "definitions/flights.ts"), DEFINITIONS.replace('"1d"', '"2d"'));
  const stale = await bifold(folder, "verify", "--json");
  expect(stale.code).toBe(1);
  expect(JSON.parse(stale.stdout)).toMatchObject({ ok: false, error: { code: "F5121" } });
  writeFileSync(path.join(folder, "generated/manifest.json"), '{"format": 99}');
  expect((await bifold(folder, "serve")).stderr).toContain(
    "error F5111: generated/manifest.json is not a manifest",
  );
});

test.each([
  [["dataset", "nothing", "-o", "out.parquet"], "error F5131: There is no training set 'nothing'."],
  [["train", "nothing"], "error F5133: There is no model 'nothing'."],
  [
    ["materialize", "departure"],
    "error F5122: There is no view 'departure' to work on.\n  hint  Did you mean 'departures'?",
  ],
  [
    ["verify", "x", "y"],
    "error F5122: There is no view 'x', 'y' to work on.\n  hint  The views are departures.",
  ],
])("an unknown name is answered with the known ones: %j", async (parameters, said) => {
  const folder = folderWith(DEFINITIONS);
  await bifold(folder, "compile");
  const { code, stderr } = await bifold(folder, ...parameters);
  expect(code).toBe(1);
  expect(stderr).toContain(said);
});

test("a project without a deployment has nothing to serve, and hears so before any work", async () => {
  const folder = folderWith(DEFINITIONS);
  const { code, stderr } = await bifold(folder, "start", "--once", "--port", "0");
  expect(code).toBe(1);
  expect(stderr).toContain("error F5601: Project 'test' has no deployment: there is nothing to serve.");
  expect((await bifold(folder, "serve", "--port", "0")).stderr).toContain("error F5601");
});
