// A window must not reach behind what the source keeps: training would see rows that serving no longer can.
import type { FeatureView } from "../../ir/program.ts";
import { readsAtom } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import { expandFeatures } from "../expand.ts";
import type { Rule } from "./rule.ts";

export const windowRetention: Rule = ({ soundParts, featureViews, named, vocabulary, report }) => {
  for (const [declared, view] of soundParts) {
    const source = named.sources.get(view.source);
    if (source === undefined || source.retention === null) continue;
    const { retention } = source;
    // Of a view that could not be read in full, nobody knows that it has no ttl.
    const isWhole = featureViews.has(declared);
    const isLatest = (aggregation: string): boolean =>
      vocabulary.aggregationByKey(aggregation)?.definition.algebra === "latest";
    const beyond = view.atoms.filter((atom) => reach(view, atom.window) > retention);
    const late = new Set(beyond.filter((atom) => isLatest(atom.aggregation)).map(({ id }) => id));
    const lost = new Set(beyond.filter((atom) => !isLatest(atom.aggregation)).map(({ id }) => id));
    const spans = new Map(expandFeatures(declared.features).map((entry) => [entry.name, entry.value.span]));
    for (const { name, expression } of view.features) {
      const span = spans.get(name) ?? declared.nameSpan;
      if (readsAtom(expression, lost)) {
        const message = `'${name}' reads rows that '${source.name}' no longer keeps.`;
        report.add(codes.windowBeyondRetention, span, message, {
          hint: view.atoms.some(
            ({ id, window }) => window.length === null && readsAtom(expression, new Set([id])),
          )
            ? 'Say how far back it may look, as in `.over("30d")` or `.overLast(3, { within: "30d" })`.'
            : "Shorten the window and what it is moved back by, or keep rows for longer.",
        });
      } else if (isWhole && readsAtom(expression, late) && (view.ttl === null || view.ttl > retention)) {
        const message = `'${name}' may be of a row that '${source.name}' no longer keeps.`;
        report.add(codes.windowBeyondRetention, span, message, {
          severity: "warning",
          hint: "Give the view a ttl that is no longer than the source's retention.",
        });
      }
    }
  }
};

/** How far back of the instant at which values are computed their rows may lie. */
function reach({ refresh }: FeatureView, { length, before }: FeatureView["atoms"][number]["window"]): number {
  return length === null ? Number.POSITIVE_INFINITY : length + before + (refresh?.delay ?? 0);
}
