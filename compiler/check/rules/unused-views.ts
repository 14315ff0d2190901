// A feature view that no training set and no request view reads.
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const unusedViews: Rule = ({ catalog, report }) => {
  const read = new Set([
    ...catalog.all("training_set").flatMap(({ views }) => views.map(({ name }) => name)),
    ...catalog.all("request_view").flatMap(({ inputs }) => inputs.map(({ view }) => view.name)),
  ]);
  for (const { name, nameSpan } of catalog.all("feature_view")) {
    if (read.has(name)) continue;
    report.add(codes.unusedView, nameSpan, `Nothing reads feature view '${name}'.`, {
      severity: "warning",
      hint: "List it in a training set, or drop it.",
    });
  }
};
