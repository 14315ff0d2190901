// A feature view that nothing reads, in a project that has come as far as reading views.
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const unusedViews: Rule = ({ catalog, report }) => {
  const sets = catalog.all("training_set");
  const requestViews = catalog.all("request_view");
  if (sets.length + requestViews.length === 0) return;
  const read = new Set([
    ...sets.flatMap(({ views }) => views.map(({ name }) => name)),
    ...catalog.all("feature_view").flatMap(({ inputs }) => inputs.map(({ view }) => view.name)),
    ...requestViews.flatMap(({ inputs }) => inputs.map(({ view }) => view.name)),
  ]);
  for (const { name, nameSpan } of catalog.all("feature_view")) {
    if (read.has(name)) continue;
    report.add(codes.unusedView, nameSpan, `Nothing reads feature view '${name}'.`, {
      severity: "warning",
      hint: "List it in a training set, or drop it.",
    });
  }
};
