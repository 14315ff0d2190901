// What a newcomer meets first: a project that is not quite one, and names that nobody knows yet.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { actorOf } from "../../runtime/actor.ts";
import { openShop } from "../end-to-end/shop.ts";

test("who did it is the environment's word, else the machine's: cron and containers leave USER unset", () => {
  expect(actorOf({ USER: "ada" })).toBe("ada");
  expect(actorOf({ USER: "", USERNAME: "grace" })).toBe("grace");
  expect(actorOf({})).toBe(os.userInfo().username);
});

const LONG = 240_000;
const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url));

test(
  "generated modules below a package.json for CommonJS are refused by name, with the line to write",
  async () => {
    const shop = await openShop();
    writeFileSync(shop.path("package.json"), '{ "name": "shop" }\n');
    expect((await shop.run("compile")).code).toBe(0);
    const refused = await shop.run("verify");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toBe(
      `error F5113: Node takes the TypeScript in ${shop.path("generated")} for CommonJS, and it is ES modules.\n` +
        `  why   ${shop.path("package.json")} has no "type": "module".\n` +
        '  hint  Write { "type": "module" } into the package.json beside bifold.yaml.\n',
    );
    // A package of its own no longer finds "bifold" as this checkout's tests do.
    writeFileSync(shop.path("package.json"), '{ "type": "module" }\n');
    expect((await shop.run("verify")).stderr).toContain(
      `error F5114: The modules in ${shop.path("generated")} import 'bifold', and it is not installed in this project.`,
    );
    mkdirSync(shop.path("node_modules"));
    symlinkSync(CHECKOUT, shop.path("node_modules/bifold"), "junction");
    expect((await shop.run("verify")).stderr).toContain("error F5501: View 'customer_orders' was not");
  },
  LONG,
);

test(
  "a model that has no version yet is named, whatever is asked of it",
  async () => {
    const shop = await openShop();
    const said =
      "error F5812: There is no version of a model 'return_model' yet.\n  hint  Train one: npx bifold train";
    expect(await shop.run("models", "show", "return_model")).toMatchObject({ code: 1, stdout: "" });
    expect((await shop.run("models", "show", "return_model")).stderr).toContain(said);
    expect((await shop.run("models", "history", "return_model")).stderr).toContain(said);
    expect((await shop.run("models", "history", "return_model")).code).toBe(1);
    // An alias that is moved for no reason is what a history is against.
    const unexplained = await shop.run("models", "promote", "return_model", "1", "--why", " ");
    expect(unexplained.stderr).toMatch(/option '--why <text>' argument ' ' is invalid\. Give a reason\./);
  },
  LONG,
);
