// A window must not reach behind what the source keeps: training would see rows that serving no longer can.
import type { FeatureView } from "../../ir/program.ts";
import { readsAtom } from "../../library/expressions.ts";
import { durationText } from "../../library/time-text.ts";
import { codes } from "../codes.ts";
import { expandFeatures } from "../expand.ts";
import { hopBeyond, reach, wayOut } from "./reach.ts";
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
    const beyond = view.atoms.filter(({ window }) => reach(window, view.refresh) > retention);
    const late = new Set(beyond.filter((atom) => isLatest(atom.aggregation)).map(({ id }) => id));
    const lost = new Set(beyond.filter((atom) => !isLatest(atom.aggregation)).map(({ id }) => id));
    const edge = view.atoms.filter(
      ({ window }) =>
        reach(window, view.refresh) <= retention &&
        reach(window, view.refresh) + hopBeyond(window, view.refresh) > retention,
    );
    const atEdge = new Set(edge.map(({ id }) => id));
    const spans = new Map(expandFeatures(declared.features).map((entry) => [entry.name, entry.value.span]));
    for (const { name, expression } of view.features) {
      const span = spans.get(name) ?? declared.nameSpan;
      if (readsAtom(expression, lost)) {
        const message = `'${name}' reads rows that '${source.name}' no longer keeps.`;
        const hint = wayOut(windowsRead(view, expression, lost), view.refresh, retention);
        report.add(codes.windowBeyondRetention, span, message, { hint });
      } else if (isWhole && readsAtom(expression, late) && (view.ttl === null || view.ttl > retention)) {
        const message = `'${name}' may be of a row that '${source.name}' no longer keeps.`;
        report.add(codes.windowBeyondRetention, span, message, {
          severity: "warning",
          hint: `Give the view a ttl that is no longer than the source's retention: \`ttl: "${durationText(retention)}"\`.`,
        });
      } else if (readsAtom(expression, atEdge)) {
        // Whoever keeps 30 days for a window of 30 days is mostly right: for less than a hop, it begins earlier.
        const windows = windowsRead(view, expression, atEdge);
        const hops = Math.max(...windows.map(({ hop }) => hop));
        const message = `'${name}' reads rows that '${source.name}' no longer keeps, for up to a hop of '${durationText(hops)}' before its window.`;
        const hint = wayOut(windows, view.refresh, retention);
        report.add(codes.windowBeyondRetention, span, message, { severity: "warning", hint });
      }
    }
  }
};

function windowsRead(
  { atoms }: FeatureView,
  expression: FeatureView["features"][number]["expression"],
  ids: ReadonlySet<string>,
): readonly FeatureView["atoms"][number]["window"][] {
  const read = atoms.filter(({ id }) => ids.has(id) && readsAtom(expression, new Set([id])));
  return read.map(({ window }) => window);
}
