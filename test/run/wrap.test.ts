// `bifold run`: any command inside a run, in a real git checkout; code, environment, output and end are recorded.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openShop, type Shop } from "../end-to-end/shop.ts";
import { commitAll, gitIn } from "../harness/git.ts";
import { startServer } from "../server/start-server.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { openRecords } from "./open-records.ts";

const LONG = 240_000;

async function checkout(variables: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const shop = await openShop({ variables });
  writeFileSync(shop.path(".gitignore"), ".bifold/\ndata/\n");
  writeFileSync(shop.path("train.sh"), "echo one\n");
  commitAll(shop.root);
  gitIn(shop.root)("remote", "add", "origin", "https://me:hunter2@example.org/shop.git");
  return shop;
}

test(
  "a command's code with its very diff, environment, output, exit code and use of the machine",
  async () => {
    const shop = await checkout({
      SECRET_TOKEN: "hunter2",
      TZ: "UTC",
      WANTED: "yes",
      GIT_CONFIG_GLOBAL: "/dev/null",
    });
    writeFileSync(
      shop.path("train.sh"),
      "echo trained; echo to-stderr >&2; printf '\\377\\000'; sleep 0.5; exit 3\n",
    );
    writeFileSync(shop.path("new.bin"), Buffer.from([0, 255, 10]));
    writeFileSync(shop.path("big.bin"), Buffer.alloc(5 << 20));
    writeFileSync(shop.path(".env"), "PASSWORD=hunter2");
    writeFileSync(shop.path("package-lock.json"), '{"lockfileVersion": 3}');
    mkdirSync(shop.path("sub"));
    const done = await shop.run(
      ...["run", "--experiment", "shell", "--name", "first", "--param", "lr=0.1", "--tag", "team=ice"],
      ...[
        "--data",
        "data/orders.parquet",
        "--record-variable",
        "WANTED",
        "--",
        "sh",
        "train.sh",
        "--depth",
        "3",
      ],
    );
    expect(done.code).toBe(3);
    expect(done.stdout).toBe("trained\n\ufffd\0");
    expect(done.stderr).toMatch(/^to-stderr\nrun [0-9a-f]{32}: FAILED, exit code 3\n$/);
    const records = await openRecords(shop.root);
    const [run] = await records.runs();
    const tags = Object.fromEntries(run?.tags.map(({ key, value }) => [key, value]) ?? []);
    const sha = gitIn(shop.root)("rev-parse", "HEAD").trim();
    expect(run).toMatchObject({
      info: { name: "first", status: "FAILED", endTime: expect.any(Number) },
      params: [{ key: "lr", value: "0.1" }],
      datasets: [{ dataset: { name: "orders.parquet" } }],
    });
    expect(tags).toMatchObject({
      team: "ice",
      "bifold.exit_code": "3",
      "bifold.git.dirty": "true",
      "mlflow.source.git.commit": sha,
      "mlflow.source.git.branch": "main",
      "mlflow.source.name": "sh train.sh --depth 3",
    });
    expect(run?.metrics.map(({ key }) => key)).toEqual([
      "system/cpu_seconds",
      "system/peak_rss_megabytes",
      "system/processes",
      "system/rss_megabytes",
    ]);
    const record = JSON.parse((await records.read(run, "bifold/record.json")).toString());
    expect(record).toMatchObject({
      format: 1,
      code: {
        kind: "git",
        sha,
        dirty: true,
        folder: ".",
        remote: "https://example.org/shop.git",
        leftOut: [".env", "big.bin"],
      },
      environment: { node: process.version, variables: { TZ: "UTC", WANTED: "yes" } },
      inputs: [{ path: "data/orders.parquet", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      work: { kind: "command", argv: ["sh", "train.sh", "--depth", "3"] },
    });
    expect(Object.keys(record.environment.locks)).toEqual(["package-lock.json"]);
    const console = await records.read(run, "bifold/console.log");
    const kept = console.toString("latin1");
    expect(kept).toHaveLength("trained\nto-stderr\n\xff\0".length);
    for (const part of ["trained\n", "to-stderr\n", "\xff\0"]) expect(kept).toContain(part);
    // The diff makes the files again, in a clean clone.
    const clone = shop.path(".bifold/clone");
    gitIn(shop.root)("clone", "-q", ".", clone);
    writeFileSync(shop.path(".bifold/code.diff"), await records.read(run, "bifold/code.diff"));
    gitIn(clone)("apply", shop.path(".bifold/code.diff"));
    expect(readFileSync(`${clone}/train.sh`, "utf8")).toContain("exit 3");
    expect([...readFileSync(`${clone}/new.bin`)]).toEqual([0, 255, 10]);
    // Nothing of the environment's secrets, in any artifact or tag.
    for (const file of await records.files(run)) {
      expect((await records.read(run, file)).includes("hunter2"), file).toBe(false);
    }
    expect(JSON.stringify(run)).not.toContain("hunter2");
    await records.close();
  },
  LONG,
);

test(
  "what the command logs lands in its run, by our client; signals are passed on, and it may end well",
  async () => {
    const shop = await checkout();
    const client = new URL("../../runtime/client/index.ts", import.meta.url).href;
    writeFileSync(
      shop.path("train.ts"),
      `import { startRun } from "${client}";
const run = await startRun({ name: "renamed" });
run.logMetric("loss", 0.5, { step: 3 });
run.logParam("seed", 7);
await run.logText("weights", "model.txt");
console.log("ready");
process.on("SIGINT", async () => { run.logMetric("loss", 0.25, { step: 4 }); await run.end(); process.exit(0); });
setInterval(() => {}, 1000);
`,
    );
    const running = shop.start(
      "run",
      "--",
      process.execPath,
      "--import",
      import.meta.resolve("tsx"),
      "train.ts",
    );
    await running.until(/ready/);
    running.interrupt();
    const done = await running.finished;
    expect(done.stdout).toBe("ready\n");
    expect(done.stderr).toContain("KILLED, exit code 0");
    const records = await openRecords(shop.root);
    const [run] = await records.runs();
    expect(run).toMatchObject({
      info: { name: "renamed", status: "KILLED" },
      params: [{ key: "seed", value: "7" }],
    });
    expect(run?.metrics.find(({ key }) => key === "loss")).toMatchObject({ value: 0.25, step: 4 });
    expect(await records.files(run)).toContain("model.txt");
    await records.close();
  },
  LONG,
);

test(
  "a command that prints without end costs bounded memory, and its beginning and end are kept",
  async () => {
    const shop = await checkout();
    const program = `for (let line = 0; line < 4_000_000; line++) console.log("line " + line);`;
    writeFileSync(
      shop.path("loud.mjs"),
      program.replace("console.log(", "process.stdout.write(").replace("line)", 'line + "\\n")'),
    );
    const done = await shop.run("run", "--json", "--", process.execPath, "loud.mjs");
    expect(done.code).toBe(0);
    const { runId, status } = JSON.parse(done.stdout);
    expect(status).toBe("FINISHED");
    const records = await openRecords(shop.root);
    const run = (await records.runs()).find(({ info }) => info.runId === runId);
    const console = (await records.read(run, "bifold/console.log")).toString();
    expect(console.startsWith("line 0\nline 1\n")).toBe(true);
    expect(console.endsWith("line 3999999\n")).toBe(true);
    expect(console).toMatch(/\n\[bifold: \d{8} bytes left out here\]\n/);
    expect(console.length).toBeLessThan(18 << 20);
    await records.close();
  },
  LONG,
);

test(
  "with a server, the run and all that belongs to it goes there; where it is away, the command is not even started",
  async () => {
    const tokens = [{ name: "ci", role: "writer", token: "a-token-of-sixteen" }] as const;
    const server = await startServer({ tokens });
    const shop = await checkout({ BIFOLD_TRACKING_TOKEN: "a-token-of-sixteen" });
    const sent = await shop.run(
      "run",
      "--json",
      "--server",
      server.url,
      "--",
      "sh",
      "-c",
      "touch started; echo done",
    );
    expect(sent.code, sent.stderr).toBe(0);
    const { runId, experimentId } = JSON.parse(sent.stdout);
    expect(await readRun(server.metadata, runId)).toMatchObject({ info: { status: "FINISHED" } });
    const log = await server.artifacts.find(`${experimentId}/${runId}/artifacts/bifold/console.log`);
    expect(log).toMatchObject({ size: 5 });
    expect(existsSync(shop.path("started"))).toBe(true);
    const refused = await shop.run(
      "run",
      "--server",
      `${server.url}/elsewhere`,
      "--",
      "touch",
      "started-too",
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("error F5402: The tracking server answered 404");
    expect(existsSync(shop.path("started-too"))).toBe(false);
    await server.stop();
  },
  LONG,
);

test(
  "no such command, no git, and a command that a signal ended",
  async () => {
    const shop = await checkout();
    const missing = await shop.run("run", "--", "no-such-program");
    expect(missing.code).toBe(1);
    expect(missing.stderr).toMatch(
      /^error F5171: The command 'no-such-program' cannot be started: there is no such program\./,
    );
    rmSync(shop.path(".git"), { recursive: true });
    const killed = await shop.run("run", "--json", "--", "sh", "-c", "kill -9 $$");
    expect(killed.code).toBe(137);
    expect(JSON.parse(killed.stdout)).toMatchObject({ status: "KILLED", code: null, signal: "SIGKILL" });
    const records = await openRecords(shop.root);
    const statuses = (await records.runs()).map(({ info }) => info.status);
    expect(statuses).toEqual(["KILLED", "FAILED"]);
    await records.close();
  },
  LONG,
);

test.skipIf(!hasPython())(
  "a Python command's packages are recorded as pip says them",
  async () => {
    const shop = await checkout();
    writeFileSync(
      shop.path("train.py"),
      "import sys, os; print(sys.version_info[0], os.environ['MLFLOW_RUN_ID'])\n",
    );
    const done = await shop.run("run", "--", "python3", "train.py");
    expect(done.code, done.stderr).toBe(0);
    const records = await openRecords(shop.root);
    const [run] = await records.runs();
    expect(done.stdout).toBe(`3 ${run?.info.runId}\n`);
    const record = JSON.parse((await records.read(run, "bifold/record.json")).toString());
    const version = execFileSync("python3", ["-c", "import platform; print(platform.python_version())"])
      .toString()
      .trim();
    expect(record.environment.python).toMatchObject({ version });
    if (record.environment.python.freeze !== null) {
      expect(await records.files(run)).toContain("bifold/environment/requirements.txt");
    }
    await records.close();
  },
  LONG,
);

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn("The test of Python commands is skipped: there is no python3 on this machine.");
    return false;
  }
}
