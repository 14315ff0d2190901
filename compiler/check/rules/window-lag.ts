// A window must outlast the time that rows take to be known: else it holds less than a hop of them, and mostly none.
import type { Window } from "../../ir/program.ts";
import { readsAtom } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { durationText } from "../../library/time-text.ts";
import { codes } from "../codes.ts";
import { expandFeatures } from "../expand.ts";
import type { Rule } from "./rule.ts";

export const windowLag: Rule = ({ soundParts, named, report }) => {
  for (const [declared, view] of soundParts) {
    const source = named.sources.get(view.source);
    if (source === undefined) continue;
    const lag = lagOf(source);
    if (lag.kind !== "constant") continue;
    // Its tail is down at a hop, below the end less the length: rows between the two are known, and still in it.
    const empty = new Set(
      view.atoms
        .filter(({ window }) => window.length !== null && window.length <= lag.us)
        .map(({ id }) => id),
    );
    if (empty.size === 0) continue;
    const spans = new Map(expandFeatures(declared.features).map((entry) => [entry.name, entry.value.span]));
    for (const { name, expression } of view.features) {
      if (!readsAtom(expression, empty)) continue;
      const moved = view.atoms.find(
        ({ id, window }) => window.before > 0 && empty.has(id) && readsAtom(expression, new Set([id])),
      );
      const message = `A window of '${name}' is no longer than rows of '${source.name}' take to be known.`;
      report.add(codes.windowWithinLag, spans.get(name) ?? declared.nameSpan, message, {
        hint:
          moved === undefined
            ? "Lengthen the window beyond the source's availability."
            : asKnownNow(moved.window),
      });
    }
  }
};

function asKnownNow({ length, before }: Window): string {
  const difference = `sum(x).over("${durationText((length ?? 0) + before)}") - sum(x).over("${durationText(before)}")`;
  return `What is seen 'before' is what was known by then. For what is known now take the difference of two windows, as in \`${difference}\`.`;
}
