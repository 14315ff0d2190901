// Expressions in words are as their author wrote them, without what the checker added.
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import { expressionText } from "../../compiler/library/expression-text.ts";
import { durationText } from "../../compiler/library/time-text.ts";

const written = (feature: string): string => {
  const { value, diagnostics } = compile([
    {
      file: "definitions/all.ts",
      text: `import { clamp, entity, featureView, parquet, roundTo, source, sum, t, toFloat64 } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const cards = source({ from: parquet("cards.parquet"), columns: { at: t.timestamp, user: t.string,
  paid: t.decimal(12, 2), fee: t.decimal(12, 4), items: t.int64, risk: t.float64 }, eventTime: (c) => c.at });
export const view = featureView({ entity: user, source: cards, key: (c) => ({ user: c.user }),
  features: (c) => ({ a: sum(${feature}).over("7d") }), refresh: { every: "1h" } });`,
    },
  ]);
  expect(diagnostics).toEqual([]);
  const input = value?.plan.views[0]?.atoms[0]?.inputs[0];
  return input === undefined
    ? ""
    : expressionText(input, (id) => id).replace(/\b(paid|fee|items|risk)\b/g, "c.$1");
};

test.each([
  "toFloat64(c.paid)",
  "roundTo(c.fee, 2)",
  "roundTo(c.paid + c.fee, 1)",
  "(c.risk + 1) / (c.risk - 2)",
  "c.risk + c.risk + 0.5",
  "-(c.risk * 2)",
  "(c.risk > 1 ? 1 : 0) * c.risk",
  "clamp(c.risk, 0, 10)",
])("%s", (feature) => {
  const spaced = feature.replace("c.risk > 1 ?", "(c.risk > 1) ?");
  expect(written(feature)).toBe(spaced);
});

test("days are days, however many", () => {
  const day = 86_400_000_000;
  expect([7 * day, 90 * day, day / 4, day / 16].map(durationText)).toEqual(["7d", "90d", "6h", "90m"]);
});
