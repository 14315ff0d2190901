// A window must outlast the time that rows take to be known: else it is empty whenever it is read.
import { readsAtom } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { codes } from "../codes.ts";
import { expandFeatures } from "../expand.ts";
import type { Rule } from "./rule.ts";

export const windowLag: Rule = ({ featureViews, named, report }) => {
  for (const [declared, { view }] of featureViews) {
    const source = view === null ? undefined : named.sources.get(view.source);
    if (view === null || source === undefined) continue;
    const lag = lagOf(source);
    if (lag.kind !== "constant") continue;
    const empty = new Set(
      view.atoms
        .filter(({ window }) => window.length !== null && window.length <= lag.us)
        .map(({ id }) => id),
    );
    if (empty.size === 0) continue;
    const spans = new Map(expandFeatures(declared.features).map((entry) => [entry.name, entry.value.span]));
    for (const { name, expression } of view.features) {
      if (!readsAtom(expression, empty)) continue;
      const message = `A window of '${name}' is no longer than rows of '${source.name}' take to be known.`;
      report.add(codes.windowWithinLag, spans.get(name) ?? declared.nameSpan, message, {
        hint: "Lengthen the window beyond the source's availability.",
      });
    }
  }
};
