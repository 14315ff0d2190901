// Checks what a training set predicts: one value of the row, or of what happens to its keys within a horizon.
import type { DeclaredTrainingSet } from "../ir/declaration.ts";
import type { Label } from "../ir/program.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { Context } from "./context.ts";
import type { Facts } from "./narrow.ts";
import { checkOutcome } from "./outcomes.ts";
import { printExpression, printType } from "./print.ts";
import type { SpineField } from "./spine.ts";
import type { Infer, Inferred } from "./typed.ts";

/** What is known of the spine's row. */
interface LabelledRow {
  readonly infer: Infer;
  readonly facts: Facts;
  readonly keys: readonly SpineField[];
  readonly ownKeys: readonly string[];
  readonly request: readonly SpineField[];
}

const ROW_HINT = "Leave such rows out with `where`: an example without an answer teaches nothing.";
const OUTCOME_HINT = "Say what it is where nothing happens: `?? 0`.";

export function checkLabel(declared: DeclaredTrainingSet, row: LabelledRow, context: Context): Label | null {
  const { report } = context;
  const { label, nameSpan } = declared;
  const [entry, second] = label.value;
  if (entry === undefined || second !== undefined) {
    report.add(
      codes.labelCount,
      second?.nameSpan ?? nameSpan,
      `A training set has one label, not ${label.value.length}.`,
      {
        hint: "Make a training set for each label.",
      },
    );
  }
  if (entry === undefined) return null;
  if ([...row.keys, ...row.request].some(({ name }) => name === entry.name)) {
    report.add(codes.duplicateField, entry.nameSpan, `'${entry.name}' is already a key or request field.`, {
      hint: "Rename the label.",
    });
  }
  const typed = (inferred: Inferred, hint: string): Omit<Label, "outcome"> | null => {
    if (inferred === null) return null;
    const { type } = inferred.expression;
    if (type.kind !== "int64" && type.kind !== "float64" && type.kind !== "bool") {
      report.add(
        codes.wrongType,
        entry.value.span,
        `Label '${entry.name}' must be a number or bool, not ${printType(type)}.`,
      );
      return null;
    }
    const wanted = { kind: type.kind, nullable: false };
    const expression = coerce(context, inferred, wanted, entry.value.span, `Label '${entry.name}'`, hint);
    return expression === null ? null : { name: entry.name, type: wanted, expression };
  };
  if (label.kind === "row") {
    const inferred = row.infer(entry.value, row.facts);
    // What could not be read was reported, and may have read the row.
    if (inferred !== null && !context.shapeOf(entry.value).readsInput) {
      const message = `Label '${entry.name}' is always ${printExpression(entry.value)}.`;
      report.add(codes.constantLabel, entry.nameSpan, message, { hint: "Compute it from the row." });
    }
    const value = typed(inferred, ROW_HINT);
    return value === null ? null : { ...value, outcome: null };
  }
  const outcome = checkOutcome(declared, label, row, context);
  const value = typed(outcome?.infer(entry.value) ?? null, OUTCOME_HINT);
  return outcome === null || value === null ? null : outcome.settle(value);
}
