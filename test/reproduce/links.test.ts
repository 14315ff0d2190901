// Links that a checkout or a recorded diff brings are never written through: what they lead to stays as it was.
import { lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openShop, type Shop } from "../end-to-end/shop.ts";
import { commitAll, gitIn } from "../harness/git.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const LONG = 240_000;
const LOCK =
  '{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "shop", "version": "1.0.0"}}}\n';

/** A shop with a lock file, and a folder outside of it with one file in each of its folders. */
async function openLinked(names: readonly string[]) {
  const shop = await openShop({ orders: null });
  const outside = temporaryFolder();
  for (const name of names) {
    mkdirSync(path.join(outside, name, "left-pad"), { recursive: true });
    writeFileSync(path.join(outside, name, "left-pad/index.js"), "1;\n");
  }
  writeFileSync(shop.path("package.json"), '{"name": "shop", "version": "1.0.0"}\n');
  writeFileSync(shop.path("package-lock.json"), LOCK);
  writeFileSync(shop.path(".gitignore"), ".bifold/\nnode_modules/\n");
  return { shop, outside };
}

async function runAndShow(shop: Shop, ...command: readonly string[]) {
  const done = await shop.run("run", "--json", ...command);
  expect(done.code, done.stderr).toBe(0);
  const { runId } = JSON.parse(done.stdout) as { readonly runId: string };
  const { record } = JSON.parse((await shop.run("runs", "show", runId, "--json")).stdout);
  return { runId, code: record.code };
}

function expectUntouched(outside: string, names: readonly string[]): void {
  for (const name of names) {
    expect(readdirSync(path.join(outside, name)), name).toEqual(["left-pad"]);
    expect(readFileSync(path.join(outside, name, "left-pad/index.js"), "utf8")).toBe("1;\n");
  }
}

test(
  "a new link to installed packages, to an environment or out of the checkout is no part of the diff",
  async () => {
    const names = ["modules", "venv", "results"];
    const { shop, outside } = await openLinked(names);
    writeFileSync(path.join(outside, "venv/pyvenv.cfg"), "home = /usr/bin\n");
    commitAll(shop.root);
    symlinkSync(path.join(outside, "modules"), shop.path("node_modules"));
    symlinkSync(path.join(outside, "venv"), shop.path("environment"));
    symlinkSync(path.join(outside, "results"), shop.path("results"));
    symlinkSync("package.json", shop.path("inside.json"));
    mkdirSync(shop.path("tools/env/lib"), { recursive: true });
    writeFileSync(shop.path("tools/env/pyvenv.cfg"), "home = /usr/bin\n");
    writeFileSync(shop.path("tools/env/lib/six.py"), "six = 6\n");
    writeFileSync(shop.path("tools/mine.py"), "mine = 1\n");
    const { runId, code } = await runAndShow(shop, "--", "sh", "-c", "echo 1 > made.txt");
    expect(code.leftOut).toEqual(["results"]);

    // npm ci, for real, in the clean folder.
    const again = await shop.run("runs", "reproduce", runId, "--into", "again");
    expect(again.code, again.stderr).toBe(0);
    const there = readdirSync(shop.path("again/code"));
    for (const name of ["node_modules", "environment", "results"]) expect(there).not.toContain(name);
    expect(readdirSync(shop.path("again/code/tools"))).toEqual(["mine.py"]);
    expect(lstatSync(shop.path("again/code/inside.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(shop.path("again/code/made.txt"), "utf8")).toBe("1\n");
    expectUntouched(outside, ["modules", "results"]);
  },
  LONG,
);

test(
  "links that were committed are cut: npm, restored data and the command write into the clean folder",
  async () => {
    const names = ["modules", "data", "results", "locks"];
    const { shop, outside } = await openLinked(names);
    symlinkSync(path.join(outside, "modules"), shop.path("node_modules"));
    symlinkSync(path.join(outside, "data"), shop.path("linked-data"));
    symlinkSync(path.join(outside, "results"), shop.path("results"));
    // What it leads to is not there: writing through it would make it.
    symlinkSync(path.join(outside, "locks/new.txt"), shop.path("log.txt"));
    commitAll(shop.root);
    expect(gitIn(shop.root)("ls-files", "node_modules")).toBe("node_modules\n");
    const done = await runAndShow(
      shop,
      "--data",
      "linked-data/left-pad/index.js",
      "--",
      "sh",
      "-c",
      "cat linked-data/left-pad/index.js && mkdir -p results && echo 1 > results/made.txt && echo 1 > log.txt",
    );
    for (const made of ["results/made.txt", "locks/new.txt"]) rmSync(path.join(outside, made));
    const again = await shop.run("runs", "reproduce", done.runId, "--into", "again", "--json");
    expect(again.code, again.stderr).toBe(0);
    const { notes } = JSON.parse(again.stdout) as { readonly notes: readonly string[] };
    for (const link of ["node_modules", "linked-data", "results", "log.txt"]) {
      expect(notes.join("\n")).toContain(`the link ${link} leads out of the checkout and was removed`);
    }
    expect(again.stderr).toContain("1;\n");
    expect(lstatSync(shop.path("again/code/linked-data")).isDirectory()).toBe(true);
    expect(readFileSync(shop.path("again/code/log.txt"), "utf8")).toBe("1\n");
    expectUntouched(outside, names);
  },
  LONG,
);

test(
  "what is used without installing can be emptied, and is still there",
  async () => {
    const { shop, outside } = await openLinked(["modules"]);
    commitAll(shop.root);
    symlinkSync(path.join(outside, "modules"), shop.path("node_modules"));
    const empty = "test -e node_modules/left-pad/index.js && rm -rf node_modules/*";
    const done = await runAndShow(shop, "--", "sh", "-c", `[ -L node_modules ] || { ${empty}; }`);
    const again = await shop.run("runs", "reproduce", done.runId, "--no-install", "--into", "again");
    expect(again.code, again.stderr).toBe(0);
    expect(readdirSync(shop.path("again/code/node_modules"))).toEqual([]);
    expectUntouched(outside, ["modules"]);
  },
  LONG,
);
