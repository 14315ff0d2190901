// A window must not reach behind what the source keeps: training would see rows that serving no longer can.
import type { FeatureView } from "../../ir/program.ts";
import { readsAtom } from "../../library/expressions.ts";
import { durationText } from "../../library/time-text.ts";
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
          hint: wayOut(
            view,
            view.atoms.filter(({ id }) => lost.has(id) && readsAtom(expression, new Set([id]))),
            retention,
          ),
        });
      } else if (isWhole && readsAtom(expression, late) && (view.ttl === null || view.ttl > retention)) {
        const message = `'${name}' may be of a row that '${source.name}' no longer keeps.`;
        report.add(codes.windowBeyondRetention, span, message, {
          severity: "warning",
          hint: `Give the view a ttl that is no longer than the source's retention: \`ttl: "${durationText(retention)}"\`.`,
        });
      }
    }
  }
};

/** Lengths that pass: an advice that is refused again is none. */
function wayOut(view: FeatureView, lost: FeatureView["atoms"], retention: number): string {
  const moved = Math.max(...lost.map(({ window }) => window.before)) + (view.refresh?.delay ?? 0);
  const most = retention - moved;
  const needed = Math.max(...lost.map(({ window }) => reach(view, window)));
  const keep = Number.isFinite(needed) ? `\`retention: "${durationText(needed)}"\`` : "no `retention`";
  if (most <= 0) return `Move the window back by less, or keep rows for longer: ${keep}.`;
  const length = durationText(most);
  return Number.isFinite(needed)
    ? `Look back no further than \`.over("${length}")\`, or keep rows for longer: ${keep}.`
    : `Say how far back it may look, as in \`.over("${length}")\` or \`.overLast(3, { within: "${length}" })\`.`;
}

/** How far back of the instant at which values are computed their rows may lie. */
function reach({ refresh }: FeatureView, { length, before }: FeatureView["atoms"][number]["window"]): number {
  return length === null ? Number.POSITIVE_INFINITY : length + before + (refresh?.delay ?? 0);
}
