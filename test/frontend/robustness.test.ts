// Reading never throws, whatever is written: broken, deep, long or endlessly growing definitions are diagnostics.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderText } from "../../compiler/diagnostics/render-text.ts";
import { read } from "../../compiler/frontend/read.ts";
import type { SourceText } from "../../compiler/ir/span.ts";

const DEFINITIONS = join(import.meta.dirname, "../../definitions");
const definitions: readonly SourceText[] = readdirSync(DEFINITIONS)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file: `definitions/${file}`, text: readFileSync(join(DEFINITIONS, file), "utf8") }));

/** A view with one feature. */
function view(feature: string, head = ""): readonly SourceText[] {
  const text = `import { count, entity, featureView, last, max, parquet, source, t } from "bifold";
${head}
export const airport = entity({ keys: { airport: t.string } });
export const flights = source({
  from: parquet("a"),
  columns: { at: t.timestamp, delay: t.int64, origin: t.string },
  eventTime: (row) => row.at,
});
export const delays = featureView({
  entity: airport,
  source: flights,
  key: (row) => ({ airport: row.origin }),
  features: (row) => ({ feature: ${feature} }),
  refresh: "stream",
});
`;
  return [{ file: "delays.ts", text }];
}

function codesOf(files: readonly SourceText[]): readonly string[] {
  const { value, diagnostics } = read(files);
  expect(value === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  expect(renderText(diagnostics, texts)).not.toContain("undefined:");
  return diagnostics.map(({ code }) => code);
}

describe("expressions without bounds", () => {
  test("a long sum is read", () => {
    expect(codesOf(view(`max(${Array(150).fill("row.delay").join(" + ")}).over("1d")`))).toEqual([]);
  });

  test.each([
    ["a sum of thousands", Array(5_000).fill("row.delay").join(" + ")],
    ["parentheses in parentheses", `${"(".repeat(3_000)}row.delay${")".repeat(3_000)}`],
    ["brackets beyond the parser's stack", `${"[".repeat(200_000)}1${"]".repeat(200_000)}`],
    ["objects in objects", `${"{ a: ".repeat(2_000)}1${" }".repeat(2_000)}`],
    ["negations of negations", `${"- ".repeat(4_000)}row.delay`],
    ["properties of properties", `row.delay${".length".repeat(4_000)}`],
    ["functions in functions", `${"(() => ".repeat(3_000)}1${")()".repeat(3_000)}`],
  ])("%s is too large", (_, feature) => {
    expect(codesOf(view(feature))).toEqual(["F1002"]);
  });

  test("helpers that call one another twice, thirty times over, are too large", () => {
    const helpers = Array.from(
      { length: 30 },
      (_, i) => `const f${i + 1} = (x: number) => f${i}(x) + f${i}(x);`,
    );
    const head = `const f0 = (x: number) => x;\n${helpers.join("\n")}`;
    expect(codesOf(view("max(f30(row.delay)).over('1d')", head))).toEqual(["F1002"]);
  });

  test("constants that are doubled a hundred times are too large", () => {
    const doubled = Array.from({ length: 100 }, (_, i) => `const x${i + 1} = [x${i}, x${i}];`);
    const codes = codesOf(view("max(x100).over('1d')", `const x0 = ["a"];\n${doubled.join("\n")}`));
    expect(new Set(codes)).toEqual(new Set(["F1002"]));
  });

  test("lists that are spread twice, thirty times over, are too large", () => {
    const doubled = Array.from({ length: 30 }, (_, i) => `const x${i + 1} = [...x${i}, ...x${i}];`);
    const codes = codesOf(view("max(x30).over('1d')", `const x0 = ["a"];\n${doubled.join("\n")}`));
    expect(new Set(codes)).toEqual(new Set(["F1002"]));
  });

  test("objects that are spread a hundred times over are read", () => {
    const spread = Array.from({ length: 100 }, (_, i) => `const x${i + 1} = { ...x${i}, a${i}: ${i} };`);
    const head = `const x0 = {};\n${spread.join("\n")}`;
    expect(codesOf(view("max(row.delay + x100.a0).over('1d')", head))).toEqual([]);
  });

  test("what is spread into itself is a cycle", () => {
    const head = "const a = { ...b };\nconst b = { ...a };\nconst f = () => ({ ...f() });";
    expect(codesOf(view("a.x", head))).toEqual(["F1035"]);
    expect(codesOf(view("f().x", head))).toEqual(["F1035"]);
  });

  test("a chain of a thousand constants is too large", () => {
    const chain = Array.from({ length: 1_000 }, (_, i) => `const x${i} = x${i + 1} + 1;`);
    const head = `${chain.join("\n")}\nconst x1000 = 1;`;
    expect(codesOf(view("max(row.delay + x0).over('1d')", head))).toEqual(["F1002"]);
  });

  test("a hundred files that import one another are read", () => {
    const files = Array.from({ length: 100 }, (_, i) => ({
      file: `f${i}.ts`,
      text: `import { x${(i + 1) % 100} } from "./f${(i + 1) % 100}.ts";\nexport const x${i} = ${i === 99 ? "15" : `x${i + 1}`};`,
    }));
    const head = `import { x0 } from "./f0.ts";`;
    expect(codesOf([...view("max(row.delay + x0).over('1d')", head), ...files])).toEqual([]);
  });
});

describe("damaged definitions", () => {
  const seed = Number(process.env.SEED ?? 20_010_101);

  test(`characters lost, doubled and swapped (seed ${seed})`, () => {
    const damage = fc.record({
      file: fc.nat(definitions.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      length: fc.nat(12),
      insert: fc.oneof(
        fc.constantFrom(
          "(",
          ")",
          "{",
          "}",
          "=>",
          "?.",
          "...",
          "`${",
          "}`",
          '"',
          "'",
          "//",
          "/*",
          "await ",
          "let ",
        ),
        fc.string({ unit: "binary", maxLength: 4 }),
        fc.constantFrom(
          "flight",
          "origin",
          "flights",
          "entity(",
          "mean",
          "t.",
          "null",
          "undefined",
          "-1",
          ".over(",
        ),
      ),
    });
    const property = fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const files = definitions.map((file) => ({ ...file }));
      for (const { file, at, length, insert } of damages) {
        const target = files[file];
        if (target === undefined) continue;
        const start = Math.floor(at * target.text.length);
        target.text = target.text.slice(0, start) + insert + target.text.slice(start + length);
      }
      codesOf(files);
    });
    fc.assert(property, { seed, numRuns: 150 });
  });

  test(`files lost (seed ${seed})`, () => {
    const property = fc.property(fc.subarray([...definitions]), (files) => {
      const codes = codesOf(files);
      expect(codes.filter((code) => code !== "F1003")).toEqual([]);
    });
    fc.assert(property, { seed, numRuns: 60 });
  });

  test("one mistake is one diagnostic, however many views read it", () => {
    const files = definitions.map(({ file, text }) => ({
      file,
      text: text.replace("delay > LATE", "delay > LAET"),
    }));
    const { diagnostics } = read(files);
    expect(diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
      ["F1030", "definitions/late.ts"],
    ]);
    expect(diagnostics[0]?.related?.length).toBe(5);
  });
});

test("nothing at all is no declarations", () => {
  const nothing = { value: [], diagnostics: [], readable: [], lost: new Set(), partial: new Set() };
  expect(read([])).toEqual(nothing);
  expect(read([{ file: "a.ts", text: "" }])).toEqual(nothing);
});

test("what is read survives JSON", () => {
  const { value } = read(definitions);
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
});
