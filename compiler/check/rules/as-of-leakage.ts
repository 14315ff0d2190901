// An instant that depends on the label tells it: all features are as of that instant.
import { columnsRead } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import { labelColumns, unshifted } from "./label-columns.ts";
import { originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";

export const asOfLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    const spine = set === null ? undefined : context.named.sources.get(set.spine);
    if (set === null || spine === undefined) continue;
    for (const asked of originsOf(context, spine)) {
      const label = labelColumns(set, asked, context);
      const instant = unshifted(asked.over(set.asOf));
      // A column is an instant that comes whatever the label is.
      if (instant.kind === "input") continue;
      const shared = columnsRead([instant]).filter((column) => label.has(column));
      if (shared.length === 0) continue;
      const columns = shared.map((column) => `'${column}'`).join(", ");
      context.report.add(
        codes.labelLeakage,
        declared.asOf.span,
        `'asOf' reads ${columns} as the label does: when a row asks then tells what the answer is.`,
        {
          severity: shared.length === label.size && set.label.outcome === null ? "error" : "warning",
          hint: "Ask as of an instant that is found alike for all answers, as in `row.at`.",
        },
      );
    }
  }
};
