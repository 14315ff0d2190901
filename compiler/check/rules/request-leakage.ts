// What a caller sends cannot be what the model is to tell: training would learn to repeat it.
import { columnsRead, sameExpression } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import { entryNamed } from "../names.ts";
import type { Rule } from "./rule.ts";

export const requestLeakage: Rule = ({ trainingSets, report }) => {
  for (const [declared, set] of trainingSets) {
    if (set === null || set.label.outcome !== null) continue;
    const label = new Set(columnsRead([set.label.expression]));
    for (const { name, expression } of set.request) {
      const shared = columnsRead([expression]).filter((column) => label.has(column));
      if (shared.length === 0) continue;
      const same = sameExpression(expression, set.label.expression);
      const columns = shared.map((column) => `'${column}'`).join(", ");
      const message = same
        ? `Request field '${name}' is the label '${set.label.name}' itself.`
        : `Request field '${name}' reads ${columns} as the label does.`;
      const span = entryNamed(declared.request, name)?.value.span ?? declared.nameSpan;
      report.add(codes.labelLeakage, span, message, {
        severity: same ? "error" : "warning",
        hint: "Send what is known when the prediction is asked for, and nothing that comes to be known after it.",
      });
    }
  }
};
