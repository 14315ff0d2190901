// A wrapped command is repeated from its record: its code with the diff, its data, its lock file, its params.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openShop } from "../end-to-end/shop.ts";
import { commitAll } from "../harness/git.ts";

const LONG = 240_000;
const CLIENT = new URL("../../runtime/client/index.ts", import.meta.url).href;

const PROGRAM = `import { readFileSync } from "node:fs";
import { startRun } from "${CLIENT}";
const run = await startRun();
const values = readFileSync(process.argv[2], "utf8").trim().split("\\n").map(Number);
run.logParam("rows", values.length);
values.forEach((value, step) => run.logMetric("running", value / 3, { step }));
run.logMetric("wobble", 1 + Number(process.hrtime.bigint() % 1000n) / 1e12);
await run.logText(values.join(","), "model.txt");
await run.end();
`;

test(
  "the same numbers from the data of then, with npm's lock file installed into a clean folder",
  async () => {
    const shop = await openShop({ orders: null, variables: { TZ: "Asia/Tokyo" } });
    writeFileSync(shop.path(".gitignore"), ".bifold/\n*.csv\nnode_modules/\n");
    writeFileSync(shop.path("train.ts"), PROGRAM);
    writeFileSync(shop.path("package.json"), '{"name": "shop", "version": "1.0.0", "type": "module"}\n');
    writeFileSync(
      shop.path("package-lock.json"),
      '{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "shop", "version": "1.0.0"}}}\n',
    );
    commitAll(shop.root);
    writeFileSync(shop.path("train.ts"), PROGRAM.replace("/ 3", "/ 7"));
    writeFileSync(shop.path("values.csv"), "1\n2\n3.5\n");
    const command = [
      process.execPath,
      "--import",
      import.meta.resolve("tsx"),
      shop.path("train.ts"),
      "values.csv",
    ];
    const done = await shop.run(
      "run",
      "--json",
      "--data",
      "values.csv",
      "--param",
      "lr=0.1",
      "--",
      ...command,
    );
    expect(done.code, done.stderr).toBe(0);
    const { runId } = JSON.parse(done.stdout);

    writeFileSync(shop.path("values.csv"), "9\n9\n");
    writeFileSync(shop.path("train.ts"), "process.exit(1);\n");
    const again = await shop.run(
      "runs",
      "reproduce",
      runId,
      "--into",
      "again",
      "--tolerance",
      "wobble=1e-9",
      "--json",
    );
    expect(again.code, again.stderr).toBe(0);
    const report = JSON.parse(again.stdout);
    expect(report).toMatchObject({
      same: true,
      folder: shop.path("again"),
      metrics: { compared: 2, differences: [] },
      artifacts: { compared: 1, differences: [] },
    });
    expect(readFileSync(shop.path("again/code/values.csv"), "utf8")).toBe("1\n2\n3.5\n");
    const record = JSON.parse((await shop.run("runs", "show", report.reproduction, "--json")).stdout);
    expect(record.params).toEqual({ lr: "0.1", rows: "3" });
    expect(record.record.environment.variables.TZ).toBe("Asia/Tokyo");
    // What was given as a path of the old checkout is one of the new.
    expect(record.record.work.argv).toContain(path.join(shop.path("again"), "code/train.ts"));

    // A copy that is damaged is no reason to take the file of today.
    const sources = JSON.parse((await shop.run("data", "list", "--json")).stdout);
    writeFileSync(sources[0].file, "9\n9\n");
    const refused = await shop.run("runs", "reproduce", runId, "--no-install");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("error F5152: Snapshot values.csv-");
  },
  LONG,
);

test(
  "a lock file that cannot be installed is said with npm's own words",
  async () => {
    const shop = await openShop({ orders: null });
    writeFileSync(shop.path(".gitignore"), ".bifold/\n");
    writeFileSync(shop.path("package.json"), '{"name": "shop", "dependencies": {"left-out": "1.0.0"}}\n');
    writeFileSync(
      shop.path("package-lock.json"),
      '{"name": "shop", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "shop"}}}\n',
    );
    commitAll(shop.root);
    const done = await shop.run("run", "--json", "--", "sh", "-c", "exit 0");
    const { runId } = JSON.parse(done.stdout);
    const failed = await shop.run("runs", "reproduce", runId);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/error F5165: `npm ci --no-audit --no-fund` failed:\n {2}\| /);
    expect((await shop.run("runs", "reproduce", runId, "--no-install")).code).toBe(0);
  },
  LONG,
);

test.skipIf(!hasVenv())(
  "a Python command is repeated in a virtual environment of its own",
  async () => {
    const shop = await openShop({ orders: null });
    writeFileSync(shop.path(".gitignore"), ".bifold/\nvenv/\n");
    writeFileSync(shop.path("train.py"), "import sys\nprint(sys.prefix)\n");
    commitAll(shop.root);
    execFileSync("python3", ["-m", "venv", shop.path("venv")]);
    const done = await shop.run("run", "--json", "--", shop.path("venv/bin/python"), "train.py");
    expect(done.stderr).toContain(`${shop.path("venv")}\n`);
    const { runId } = JSON.parse(done.stdout);
    const shown = JSON.parse((await shop.run("runs", "show", runId, "--json")).stdout);
    expect(shown.record.environment.python.freeze).toMatchObject({
      artifact: "bifold/environment/requirements.txt",
    });
    const again = await shop.run("runs", "reproduce", runId, "--into", "again");
    expect(again.code, again.stderr).toBe(0);
    expect(again.stderr).toContain(`${shop.path("again/venv")}\n`);
  },
  LONG,
);

function hasVenv(): boolean {
  try {
    execFileSync("python3", ["-c", "import venv, ensurepip"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(
      "The test of virtual environments is skipped: there is no python3 with venv on this machine.",
    );
    return false;
  }
}
