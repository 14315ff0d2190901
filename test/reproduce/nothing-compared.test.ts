// What a repeated run does not show is said: nothing logged, a submodule that git leaves empty, another command.
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openShop } from "../end-to-end/shop.ts";
import { commitAll, gitIn } from "../harness/git.ts";

const LONG = 240_000;

test(
  "a run that logged nothing is not called the same, its submodules are named, and its command is compared",
  async () => {
    const library = await openShop({ orders: null });
    writeFileSync(library.path("rate.txt"), "1\n");
    commitAll(library.root);
    const shop = await openShop({ orders: null });
    writeFileSync(shop.path(".gitignore"), ".bifold/\n");
    commitAll(shop.root);
    gitIn(shop.root)("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.root, "lib");
    expect((await shop.run("run", "--name", "first", "--", "cat", "bifold.yaml")).code).toBe(0);
    expect((await shop.run("run", "--name", "second", "--", "cat", "it's.yaml")).code).toBe(1);
    const again = await shop.run("runs", "reproduce", "first", "--no-install");
    expect(again.code, again.stderr).toBe(0);
    expect(again.stdout).toMatch(
      /metrics {4}none to compare\nartifacts {2}none to compare\n(note: .*\n)*note: submodule lib is empty: submodules are not recorded\n(note: .*\n)*it ended as it did then, and nothing else could be compared/,
    );
    const { stdout } = await shop.run("runs", "diff", "first", "second");
    expect(stdout).toContain("status: FINISHED → FAILED\n");
    expect(stdout).toContain(String.raw`command: cat bifold.yaml → cat 'it'\''s.yaml'`);
  },
  LONG,
);
