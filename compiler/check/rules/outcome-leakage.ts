// What a label with a horizon speaks of begins at `asOf`: a view whose rows count before they happen, or just then, sees it.
import type { Outcome } from "../../ir/program.ts";
import { columnsRead } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import { listOf } from "../names.ts";
import { leakOf } from "./early-leaks.ts";
import { featuresReading, writtenAmongOthers } from "./feature-places.ts";
import { type Origin, originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";
import { viewsRead } from "./views-read.ts";

export const outcomeLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    const outcome = set?.label.outcome ?? null;
    const rows = context.named.sources.get(outcome?.source ?? "");
    if (set === null || outcome === null || rows === undefined) continue;
    const countsRows = outcome.atoms.some(({ inputs }) => inputs.length === 0);
    for (const told of originsOf(context, rows)) {
      const happening = { at: told.over(rows.eventTime), columns: columnsOf(outcome, told), countsRows };
      for (const read of viewsRead(set, context)) {
        for (const of of originsOf(context, read.rows).filter(({ file }) => file === told.file)) {
          const leak = leakOf(read, of, happening);
          if (leak === null) continue;
          const features = featuresReading(context, read.view, new Set(leak.atoms.map(({ id }) => id)));
          const names = features.map(({ name }) => `'${name}'`);
          const seen = `visible in ${listOf("feature", names)} of '${read.view.name}'`;
          context.report.add(
            codes.labelLeakage,
            declared.asOf.span,
            `What happens to '${of.source.name}' ${leak.sight} ${seen}${leak.how(names.length === 1)}.`,
            // It may be known before it happens, as what is due is: the author alone knows.
            { severity: "warning", hint: leak.hint, related: writtenAmongOthers(features) },
          );
        }
      }
    }
  }
};

/** Columns of the file that the label is made of; not a key that it finds rows by, which whoever asks knows. */
function columnsOf({ atoms, where, key }: Outcome, told: Origin): ReadonlySet<string> {
  const asked = key.map(({ expression }) => told.over(expression)).filter(({ kind }) => kind === "input");
  const known = new Set(columnsRead(asked));
  const parts = [...atoms.flatMap(({ inputs }) => inputs), ...(where === null ? [] : [where])];
  return new Set(columnsRead(parts.map(told.over)).filter((column) => !known.has(column)));
}
