// A model reads float32: whole numbers beyond 2^24 come to it rounded, which spoils identities and clocks.
import type { DeclaredModel } from "../../ir/declaration.ts";
import type { Expression } from "../../ir/expression.ts";
import type { FeatureView, Model, TrainingSet } from "../../ir/program.ts";
import type { Span } from "../../ir/span.ts";
import { columnsRead } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import type { Rule } from "./rule.ts";

/** Functions whose result is one of their arguments, or near it. */
const CARRIES: ReadonlySet<string> = new Set([
  "if",
  "coalesce",
  "to_float64",
  "floor",
  "ceil",
  "round",
  "trunc",
  "max",
  "min",
]);

/** Aggregations whose result is a value of a row; a sum or a count is a measure, of which a part in 2^24 is nothing. */
const PICKS: ReadonlySet<string> = new Set([
  "latest",
  "last",
  "first",
  "min",
  "max",
  "min_by",
  "max_by",
  "mode",
  "quantile",
]);

export const preciseInputs: Rule = (context) => {
  for (const [declared, model] of context.models) {
    const set = model === null ? undefined : context.named.trainingSets.get(model.trainingSet);
    for (const { name, span, what } of largeInputs(context, declared, model, set)) {
      context.report.add(
        codes.inputRounded,
        span,
        `Input '${name}' is ${what}, which float32 cannot tell from its neighbours.`,
        {
          severity: "warning",
          hint: "Give the model what it can learn from: a difference of times, a part of a day, a `hashBucket` of a key.",
        },
      );
    }
  }
};

/** Each with its place, and what it is. */
function largeInputs(
  context: Context,
  declared: DeclaredModel,
  model: Model | null,
  set: TrainingSet | undefined,
): readonly { readonly name: string; readonly span: Span; readonly what: string }[] {
  const columns = (set?.features ?? []).flatMap(({ column, view, feature }) => {
    const what = largeIn(context, view, feature, 0);
    return what === null ? [] : [{ name: column, span: declared.trainingSet.span, what }];
  });
  if (model === null || model.inputs === null) return columns;
  const known = new Map(columns.map(({ name, what }) => [name, what]));
  return model.inputs.features.flatMap(({ name, expression }) => {
    const what = large(expression, null, ([column = ""]) => known.get(column) ?? null);
    const span = declared.inputs?.find((each) => each.name === name)?.nameSpan ?? declared.nameSpan;
    return what === null ? [] : [{ name, span, what }];
  });
}

/** Views read views, a few deep; cycles were refused before. */
const DEEPEST = 20;

/** Half a sentence; null where nothing says that values are large. */
function largeIn(context: Context, viewName: string, name: string, depth: number): string | null {
  const view = context.named.featureViews.get(viewName);
  if (depth > DEEPEST) return null;
  if (view !== undefined) {
    const found = view.features.find((feature) => feature.name === name);
    return found === undefined ? null : large(found.expression, view, () => null);
  }
  const requestView = [...context.requestViews.values()].find(
    (checked) => checked.view?.name === viewName,
  )?.view;
  const found = requestView?.features.find((feature) => feature.name === name);
  if (found === undefined) return null;
  return large(found.expression, null, ([alias, feature]) => {
    const input = requestView?.inputs.find((each) => each.alias === alias);
    if (input === undefined || feature === undefined) return null;
    return largeIn(context, input.view, feature, depth + 1);
  });
}

function large(
  expression: Expression,
  view: FeatureView | null,
  input: (path: readonly string[]) => string | null,
): string | null {
  const keys = new Set(columnsRead(wholeKeys(view)));
  const walk = (part: Expression): string | null => {
    switch (part.kind) {
      case "literal":
        return null;
      case "input": {
        const isKey = part.type.kind === "int64" && part.path.length === 1 && keys.has(part.path[0] ?? "");
        return isKey ? "a key" : input(part.path);
      }
      case "atom": {
        const atom = view?.atoms.find(({ id }) => id === part.id);
        const [picked] = atom !== undefined && PICKS.has(atom.aggregation) ? atom.inputs : [];
        return picked === undefined ? null : walk(picked);
      }
      case "call":
        return ofCall(part);
    }
  };
  const ofCall = ({ function: name, args }: Expression & { kind: "call" }): string | null => {
    if (name === "epoch_seconds") return "a clock";
    if (!CARRIES.has(name)) return null;
    return args.map(walk).find((what) => what !== null) ?? null;
  };
  return walk(expression);
}

/** Keys that are whole numbers: identities, whatever their size is today. */
function wholeKeys(view: FeatureView | null): readonly Expression[] {
  return view === null
    ? []
    : view.key.map(({ expression }) => expression).filter(({ type }) => type.kind === "int64");
}
