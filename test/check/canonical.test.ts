// However a project is cut into files, ordered and formatted, its program is the same to the byte, and frozen.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "../../compiler/check/check.ts";
import { CHAIN, declarationsOf, programOf } from "./projects.ts";

const text = (program: unknown): string => JSON.stringify(program);

describe("a program", () => {
  const expected = text(programOf(CHAIN));

  it("does not depend on the order of declarations", () => {
    const declarations = declarationsOf(CHAIN);
    fc.assert(
      fc.property(fc.shuffledSubarray([...declarations], { minLength: declarations.length }), (shuffled) => {
        expect(text(check(shuffled).value)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("does not depend on names of parameters, format and comments", () => {
    const views = (CHAIN["views.ts"] ?? "").replaceAll("order.", "row.").replaceAll("(order)", "(row)");
    const written = views.replaceAll("\n", "\n// A comment.\n\n");
    expect(written).toContain("(row) =>");
    expect(text(programOf({ ...CHAIN, "views.ts": written }))).toBe(expected);
  });

  it("does not depend on files", () => {
    const imports = /^import .*"\.\/.*$/gm;
    const all = ["sources.ts", "views.ts", "serving.ts"].map((file) => CHAIN[file]?.replaceAll(imports, ""));
    expect(text(programOf({ "all.ts": all.join("\n") }))).toBe(expected);
  });

  it("does not depend on the order in which things are listed", () => {
    const views = (CHAIN["views.ts"] ?? "").replace(
      /\{ spent: .* \}\)/,
      '{ paid: order.paid, last_price: last(order.price), spent: sum(order.amount).over(["7d", "1d"]) })',
    );
    const serving = (CHAIN["serving.ts"] ?? "")
      .replace("[spending, at_order]", "[at_order, spending]")
      .replace("{ trees: 10, depth: 3 }", "{ depth: 3, trees: 10 }")
      .replace("{ amount: t.float64, at: t.timestamp }", "{ at: t.timestamp, amount: t.float64 }");
    expect(views).toContain('["7d", "1d"]');
    expect(text(programOf({ ...CHAIN, "views.ts": views, "serving.ts": serving }))).toBe(expected);
  });

  it("survives JSON and cannot be changed", () => {
    const program = programOf(CHAIN);
    expect(JSON.parse(text(program))).toEqual(program);
    const frozen = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(program)).toBe(true);
  });
});
