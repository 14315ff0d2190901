// The page on projects of one's own: what its tsconfig.json says of definitions and of all that is generated from them.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openShop } from "../end-to-end/shop.ts";

const LONG = 120_000;
const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(`${CHECKOUT}docs/new-project.md`, "utf8");

test(
  "an editor finds nothing wrong with a compiled project",
  async () => {
    const config = /`tsconfig\.json`.*?```json\n(.*?)```/s.exec(page)?.[1] ?? "";
    const shop = await openShop();
    writeFileSync(shop.path("tsconfig.json"), config);
    // As the page installs it: a checkout, and types of Node.
    writeFileSync(shop.path("package.json"), '{ "type": "module" }\n');
    mkdirSync(shop.path("node_modules/@types"), { recursive: true });
    symlinkSync(CHECKOUT, shop.path("node_modules/bifold"), "junction");
    symlinkSync(`${CHECKOUT}node_modules/@types/node`, shop.path("node_modules/@types/node"), "junction");
    expect((await shop.run("compile")).code).toBe(0);
    expect(typeErrors(shop.root)).toEqual([]);
    // It is no empty promise: a mistake is found.
    writeFileSync(
      shop.path("definitions/wrong.ts"),
      'import { t } from "bifold";\nexport const wrong: string = t.int64;\n',
    );
    expect(typeErrors(shop.root)).toHaveLength(1);
  },
  LONG,
);

function typeErrors(folder: string): readonly string[] {
  try {
    execFileSync(process.execPath, [
      `${CHECKOUT}node_modules/typescript/bin/tsc`,
      "-p",
      folder,
      "--pretty",
      "false",
    ]);
    return [];
  } catch (error) {
    const { stdout } = error as { readonly stdout: Buffer };
    return String(stdout)
      .split("\n")
      .filter((line) => /error TS/.test(line));
  }
}
