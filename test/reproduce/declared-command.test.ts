// A trainer that a declared command starts, in another language than those known by their extension, and again from its record.
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openShop } from "../end-to-end/shop.ts";
import { commitAll } from "../harness/git.ts";

test("a shell script that may not be executed itself is trained with, recorded, and repeated", async () => {
  const shop = await openShop();
  const file = shop.path("definitions/returns.ts");
  const declared = readFileSync(file, "utf8");
  const declare = (command: string) =>
    writeFileSync(
      file,
      declared.replace('"trainers/stump.ts",', `"trainers/stump.sh",\n  command: ${command},`),
    );
  declare('["sh", "-eu"]');
  const tsx = import.meta.resolve("tsx");
  writeFileSync(
    shop.path("definitions/trainers/stump.sh"),
    `echo "started with $BIFOLD_SEED" >&2\nexec '${process.execPath}' --import '${tsx}' "$(dirname "$0")/stump.ts"\n`,
  );
  writeFileSync(shop.path(".gitignore"), ".bifold/\ndata/\n");
  expect((await shop.run("compile")).code).toBe(0);
  commitAll(shop.root);
  const done = await shop.run("train", "return_model", "--json");
  expect(done.code, done.stderr).toBe(0);
  const { runId } = JSON.parse(done.stdout) as { readonly runId: string };
  const { record } = JSON.parse((await shop.run("runs", "show", runId, "--json")).stdout);
  expect(record.work).toMatchObject({ trainer: "definitions/trainers/stump.sh", command: ["sh", "-eu"] });

  const again = await shop.run("runs", "reproduce", runId, "--no-install", "--json");
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain("started with 1");
  expect(JSON.parse(again.stdout)).toMatchObject({ same: true, artifacts: { compared: 3 } });

  // Another command is another model; one that is not there is told by its name.
  declare('["no-such-interpreter"]');
  expect((await shop.run("compile")).code).toBe(0);
  const failed = await shop.run("train", "return_model");
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain("no-such-interpreter");
});
