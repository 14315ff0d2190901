// Work in progress of dead processes goes, of living ones and of other machines stays.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { makeWorkingFolder } from "../../runtime/pipeline/working-folder.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

test("a dead process's folder is removed when the next one is made", async () => {
  const parent = path.join(temporaryFolder(), "state");
  const own = await makeWorkingFolder(parent, "work");
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const dead = path.basename(own).replace(`-${process.pid}-`, `-${pid}-`);
  const elsewhere = dead.replace(/\.[0-9a-f]{8}-/, ".00000000-");
  for (const name of [dead, elsewhere, "whole"]) mkdirSync(path.join(parent, name));
  const next = await makeWorkingFolder(parent, "work");
  expect(readdirSync(parent).sort()).toEqual(
    [path.basename(own), path.basename(next), elsewhere, "whole"].sort(),
  );
  expect(next).not.toBe(own);
});
