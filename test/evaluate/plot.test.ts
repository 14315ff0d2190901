// Axes of reports carry round numbers that lie within their range.
import { expect, test } from "vitest";
import { barPlot, linePlot } from "../../runtime/html/plot.ts";

function tickTexts(svg: string, anchor: "middle" | "end"): readonly string[] {
  const found = svg.matchAll(
    new RegExp(`<text x="[^"]+" y="[^"]+" text-anchor="${anchor}">([^<]*)</text>`, "g"),
  );
  return [...found].map(([, text]) => text as string);
}

test("ticks are round, whatever the range", () => {
  const axes = { x: "score", y: "rows", xRange: [0.0116, 0.978], yRange: [0, 60_210] } as const;
  const bars = barPlot(axes, [{ from: 0.1, to: 0.2, parts: [10, 20] }], []);
  expect(tickTexts(bars, "middle")).toEqual(["0.2", "0.4", "0.6", "0.8", "score"]);
  expect(tickTexts(bars, "end")).toEqual(["0", "20K", "40K", "60K"]);
  const small = { x: "x", y: "y", xRange: [-0.03, 0.02], yRange: [3, 3] } as const;
  const lines = linePlot(small, [{ name: "one", kind: "one", points: [{ x: 0, y: 3 }] }]);
  expect(tickTexts(lines, "middle")).toEqual(["-0.03", "-0.02", "-0.01", "0", "0.01", "0.02", "x"]);
  expect(tickTexts(lines, "end")).toEqual(["3"]);
  expect(lines).not.toContain("NaN");
});
