// A ttl speaks of latest values: a view that has none need not say it.
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const ttlLatest: Rule = ({ featureViews, vocabulary, report }) => {
  for (const [declared, { view }] of featureViews) {
    if (view === null || declared.ttl === null) continue;
    const latest = view.atoms.some(
      ({ aggregation }) => vocabulary.aggregationByKey(aggregation)?.definition.algebra === "latest",
    );
    if (latest) continue;
    report.add(codes.ttlWithoutLatest, declared.ttl.span, `The ttl of '${view.name}' does nothing.`, {
      severity: "warning",
      hint: "Drop it: the view has no latest values.",
    });
  }
};
