// Every code has a case that shows it, and no two complaints share one.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { codes } from "../../compiler/check/codes.ts";

const CASES = new URL("../cases/checking/", import.meta.url);
/** Shown by contract.test.ts: reading lets no text get so far, or no aggregation of the library can show it. */
const CONTRACT = ["F2005", "F2006", "F2044", "F2061"];

it("every code is shown", () => {
  const shown = readdirSync(CASES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(
      ({ name }) => readFileSync(new URL(`${name}/expected.txt`, CASES), "utf8").match(/\bF2\d{3}\b/g) ?? [],
    );
  const all = Object.values(codes).map(({ code }) => code);
  expect(new Set(all).size).toBe(all.length);
  expect([...new Set([...shown, ...CONTRACT])].sort()).toEqual(all.sort());
});
