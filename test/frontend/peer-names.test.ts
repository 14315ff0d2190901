// What peers call things: each name is told our own, or the way out, where it is called, imported or asked of a value.
import * as bifold from "bifold";
import { expect, test } from "vitest";
import { check } from "../../compiler/check/check.ts";
import { read } from "../../compiler/frontend/read.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";
import { peerName, peerNames } from "../../compiler/library/peer-names.ts";

const spellings = Object.values(functions).flatMap((definition) => definition.spellings);
const methods = new Set(spellings.filter(({ form }) => form === "method").map(({ name }) => name));
const called = new Set([
  ...Object.keys(bifold),
  ...spellings.filter(({ form }) => form === "function").map(({ name }) => name),
]);
/** Of an aggregation. */
const STEPS = ["over", "where", "by"];

function hintsOf(feature: string, imported = ""): readonly (string | undefined)[] {
  const text = `
import { count, entity, featureView, last, mean, parquet, source, t${imported} } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const visits = source({ from: parquet("v.parquet"), eventTime: (v) => v.at,
  columns: { user: t.string, at: t.timestamp, amount: t.float64, page: t.string } });
export const habits = featureView({ entity: user, source: visits, key: (v) => ({ user: v.user }),
  features: (v) => ({ one: ${feature} }), refresh: "stream" });`;
  const reading = read([{ file: "definitions/a.ts", text }]);
  const { diagnostics } = check(reading.readable, {
    definitionsFolder: "definitions",
    lost: reading.lost,
    partial: reading.partial,
  });
  return [...reading.diagnostics, ...diagnostics].map(({ hint }) => hint);
}

test.each([
  ["avg(v.amount)", "Write `mean(x)`."],
  ["std(v.amount)", "Write `stddev(x)`."],
  ["STDDEV_SAMP(v.amount)", "Write `stddev(x)`."],
  ["nunique(v.page)", "Write `countDistinct(x)`."],
  ["nth(v.amount, 2)", "Write `lastN(x, 2).at(1)`, places counted from the newest."],
  ["bottomK(v.amount, 2)", "Write `minN(x, 3)`."],
  ["median(v.amount)", 'Import it: `import { median } from "bifold"`.'],
  ["maen(v.amount)", "Did you mean 'mean'?"],
  ["last(v.page.substring(0, 3))", "Write `text.slice(0, 3)`."],
  ["last(v.at.getHours())", "Write `x.hour()`."],
  ["last(v.page.match('a'))", 'Write `matches(text, "^[A-Z]{3}$")`.'],
  ["last(v.page.at(0))", undefined],
])("%s: %s", (feature, hint) => {
  expect(hintsOf(feature)).toContain(hint);
});

test("correlations, decay and entropy are told why they are not there", () => {
  expect(hintsOf("corr(v.amount, v.amount)").join()).toMatch(/mean\(x \* y\) - mean\(x\) \* mean\(y\)/);
  expect(hintsOf("ewma(v.amount)").join()).toMatch(/depend on the instant of asking/);
  expect(hintsOf("entropy(v.page)").join()).toMatch(/count of every value/);
});

test("an unknown name is complained of where it is imported, and nowhere else", () => {
  expect(hintsOf('skew(v.amount).over("1d")', ", skew")).toEqual([peerName("function", "skew")]);
  expect(hintsOf('meen(v.amount).over("1d")', ", meen")).toEqual(["Did you mean 'mean'?"]);
});

test("no name of ours is a peer's, and what is told instead is ours", () => {
  for (const form of ["function", "method"] as const) {
    for (const [name, hint] of peerNames(form)) {
      const ours = form === "function" ? called : methods;
      expect([...ours].map((one) => one.toLowerCase()).filter((one) => one === name && one !== "at")).toEqual(
        [],
      );
      for (const [, code = ""] of hint.matchAll(/`([^`]*)`/g)) {
        for (const [, dot, word = ""] of code.matchAll(/(\.?)\b((?:Math\.)?\w+)\(/g)) {
          const known = dot === "." ? methods.has(word) || STEPS.includes(word) : called.has(word);
          expect(known, `${name}: ${code}`).toBe(true);
        }
      }
    }
  }
});

test("short words are near to what they begin, and to one letter more or less", () => {
  expect(nearestName("int", ["int64", "bool"])).toBe("int64");
  expect(nearestName("avg", ["all", "any"])).toBeNull();
  expect(nearestName("std", ["sum"])).toBeNull();
  expect(nearestName("maen", ["mean"])).toBe("mean");
  expect(nearestName("destinaton", ["destination"])).toBe("destination");
});
