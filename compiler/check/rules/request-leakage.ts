// What a caller sends cannot be what the model is to tell: training would learn to repeat it.
import type { DeclaredEntry, DeclaredTrainingSet } from "../../ir/declaration.ts";
import type { TrainingSet } from "../../ir/program.ts";
import { columnsRead, sameExpression } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { entryNamed } from "../names.ts";
import { labelColumns } from "./label-columns.ts";
import { originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";

interface Sent {
  readonly what: string;
  readonly fields: TrainingSet["request"];
  readonly entries: readonly DeclaredEntry[];
  /** Whether one that reads all that the label reads is an error, as the label itself is. */
  readonly strict: boolean;
}

export const requestLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    if (set === null) continue;
    reportSent(
      { what: "Key", fields: set.keys, entries: declared.keys, strict: true },
      declared,
      set,
      context,
    );
    // Of what happens within the horizon a part may be known: the order itself, of the orders of the next days.
    if (set.label.outcome !== null) continue;
    // A field may be a guess at what its column says in training, such as a duration; nothing is found by a guess.
    const request = { what: "Request field", fields: set.request, entries: declared.request, strict: false };
    reportSent(request, declared, set, context);
  }
};

function reportSent(
  { what, fields, entries, strict }: Sent,
  { nameSpan }: DeclaredTrainingSet,
  set: TrainingSet,
  context: Context,
): void {
  const spine = context.named.sources.get(set.spine);
  const { label } = set;
  for (const asked of spine === undefined ? [] : originsOf(context, spine)) {
    const telling = labelColumns(set, asked, context);
    for (const { name, expression } of fields) {
      const shared = columnsRead([asked.over(expression)]).filter((column) => telling.has(column));
      const same = label.outcome === null && sameExpression(expression, label.expression);
      if (shared.length === 0 && !same) continue;
      const columns = shared.map((column) => `'${column}'`).join(", ");
      const message = same
        ? `${what} '${name}' is the label '${label.name}' itself.`
        : `${what} '${name}' reads ${columns} as the label does.`;
      const isAll = strict && label.outcome === null && shared.length === telling.size;
      context.report.add(codes.labelLeakage, entryNamed(entries, name)?.value.span ?? nameSpan, message, {
        severity: same || isAll ? "error" : "warning",
        hint: "Send what is known when the prediction is asked for, and nothing that comes to be known after it.",
      });
    }
  }
}
