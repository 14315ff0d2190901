// Checks a model's own inputs: expressions over one row of its training set, and values fitted to its rows.
import type { DeclaredExpression, DeclaredModel } from "../ir/declaration.ts";
import type { Feature, ModelInputs, TrainingSet } from "../ir/program.ts";
import { columnsRead } from "../library/expressions.ts";
import { columnsBeside } from "../library/model-inputs.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { refuseAggregate } from "./aggregate-calls.ts";
import { createAtomTable } from "./atoms.ts";
import { codes } from "./codes.ts";
import type { Context } from "./context.ts";
import { isFit, refuseFit } from "./fit-calls.ts";
import { inferFit } from "./fits.ts";
import { createInfer } from "./infer.ts";
import { refuseDoubles, sortedByName } from "./names.ts";
import type { Inferred, Scope } from "./typed.ts";

/** Null where the model has no inputs of its own, or after reporting. */
export function checkModelInputs(
  declared: DeclaredModel,
  set: TrainingSet,
  context: Context,
): ModelInputs | null {
  const { inputs } = declared;
  const { report } = context;
  if (inputs === null) return null;
  if (inputs.length === 0) {
    report.add(codes.empty, declared.nameSpan, `Model '${declared.name}' has no inputs.`, {
      hint: "Return at least one from 'inputs', or leave it out.",
    });
  }
  refuseDoubles(inputs, "inputs", report);
  refuseTaken(declared, set, context);
  const atoms = createAtomTable();
  const infer = createInfer(context, inputScope(declared, set, context, atoms));
  const features = inputs.flatMap(({ name, nameSpan, value }): readonly Feature[] => {
    const typed = infer(value);
    if (typed === null) return [];
    const { expression } = typed;
    const isNull = expression.type.kind === "null";
    if (isNull || columnsRead([expression]).length === 0) {
      const complaint = isNull ? codes.constantFeature : codes.constantInput;
      const message = `Input '${name}' is ${isNull ? "always null" : "the same for every row"}.`;
      const severity = isNull ? "error" : "warning";
      report.add(complaint, nameSpan, message, { severity, hint: "Drop it, or compute it from a feature." });
    }
    return [{ name, type: expression.type, expression }];
  });
  const settled = atoms.settle(features);
  return { fits: settled.atoms, features: sortedByName(settled.features) };
}

/** The trainer's file has an input beside the columns that are no features. */
function refuseTaken({ inputs }: DeclaredModel, set: TrainingSet, { report }: Context): void {
  const taken = new Set(columnsBeside(set).map(({ name }) => name));
  for (const { name, nameSpan } of inputs ?? []) {
    if (!taken.has(name)) continue;
    const message = `'${name}' is a column of training set '${set.name}' already.`;
    report.add(codes.duplicateField, nameSpan, message, { hint: "Rename the input." });
  }
}

function inputScope(
  { span: home }: DeclaredModel,
  set: TrainingSet,
  context: Context,
  atoms: ReturnType<typeof createAtomTable>,
): Scope {
  const input = (node: DeclaredExpression & { kind: "input" }): Inferred => columnOf(node, set, context);
  const inferRow = createInfer(context, {
    home,
    input,
    intercept(node) {
      if (isFit(node)) {
        const hint = "Fit each by itself, and combine them in the input.";
        return refuseFit(context, node, "A fitted value cannot be computed from another one.", hint);
      }
      return refuseAggregate(context, node, {
        complaint: codes.aggregateNested,
        message: "An aggregate cannot be computed from another aggregate.",
        hint: "Fit each by itself, and combine them in the input.",
      });
    },
  });
  const scope = { tools: context, atoms, inferRow, eventTime: null };
  return {
    home,
    input,
    intercept(node) {
      if (isFit(node)) return inferFit(scope, node);
      return refuseAggregate(context, node, {
        complaint: codes.aggregateMisplaced,
        message: "An input is computed from one row, so an aggregate must be fitted.",
        hint: "Write `fit(...)` around it: the value over all rows that the model learns from.",
      });
    },
  };
}

/** A feature of the row, by its column; null after reporting. */
function columnOf(
  { path, span }: DeclaredExpression & { kind: "input" },
  { name: set, features }: TrainingSet,
  { report }: Context,
): Inferred {
  const [use = "", name = ""] = path;
  const listed = features.filter(({ view, role }) => use === (role === null ? view : `${role}__${view}`));
  const found = listed.find(({ feature }) => feature === name);
  if (found === undefined) {
    const [view, role] = use.split("__").reverse();
    const message =
      listed.length === 0
        ? `Training set '${set}' does not list view '${view}'${role === undefined ? "" : ` under the role '${role}'`}.`
        : `View '${view}' has no feature '${name}'.`;
    const names = listed.map(({ feature }) => feature);
    const hint =
      listed.length === 0
        ? "List it in 'views', or read one that is listed."
        : (didYouMean(name, names) ?? `It has ${names.join(", ")}.`);
    report.add(codes.unknownInput, span, message, { hint });
    return null;
  }
  const { column, type } = found;
  const because = type.nullable ? `feature '${name}' of view '${found.view}' is nullable` : null;
  return { expression: { kind: "input", path: [column], type }, because };
}
