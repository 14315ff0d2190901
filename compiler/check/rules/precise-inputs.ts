// A model reads float32: whole numbers beyond 2^24 come to it rounded, which is said by name or spoils what they tell.
import type { DeclaredModel } from "../../ir/declaration.ts";
import type { Expression, InputExpression } from "../../ir/expression.ts";
import type { FeatureView, Model, RequestView, TrainingSet } from "../../ir/program.ts";
import type { Span } from "../../ir/span.ts";
import type { ValueType } from "../../ir/value-type.ts";
import { columnsRead } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { listOf } from "../names.ts";
import { writtenHere } from "./feature-places.ts";
import { writtenInputs } from "./input-places.ts";
import { endless, type Extent, extentOf } from "./extent.ts";
import type { Rule } from "./rule.ts";

const SPOILT = "which float32 cannot tell from its neighbours";

export const preciseInputs: Rule = (context) => {
  for (const [declared, model] of context.models) {
    const set = model === null ? undefined : context.named.trainingSets.get(model.trainingSet);
    const found = largeInputs(context, declared, model, set);
    /** Inputs of one place are a set's features, which are written elsewhere. */
    const related = (names: readonly string[]) =>
      set === undefined || declared.inputs !== null
        ? []
        : writtenHere(writtenInputs(context, declared, set, new Set(names)));
    for (const { name, span, what } of found.filter((each) => each.what !== "number")) {
      context.report.add(codes.inputRounded, span, `Input '${name}' is a ${what}, ${SPOILT}.`, {
        severity: "warning",
        hint: "Give the model what it can learn from: a difference of times, a part of a day, a `hashBucket` of a key.",
        related: related([name]),
      });
    }
    const numbers = found.filter((each) => each.what === "number");
    // What is said of inputs of one place is said once.
    for (const span of new Set(numbers.map((each) => each.span))) {
      const names = numbers.filter((each) => each.span === span).map(({ name }) => name);
      const are = names.length === 1 ? "is a whole number" : "are whole numbers";
      context.report.add(
        codes.inputRounded,
        span,
        `${listOf(
          "Input",
          names.map((name) => `'${name}'`),
        )} ${are} that may go beyond 2^24.`,
        {
          severity: "warning",
          hint: "Say that rounding does no harm, `toFloat64(x)`, or how far it goes, `clamp(x, 0, 1000000)`.",
          related: related(names),
        },
      );
    }
  }
};

interface LargeInput {
  readonly name: string;
  readonly span: Span;
  readonly what: Extent["what"];
}

function largeInputs(
  context: Context,
  declared: DeclaredModel,
  model: Model | null,
  set: TrainingSet | undefined,
): readonly LargeInput[] {
  const columns = new Map(
    (set?.features ?? []).map(({ column, view, feature }) => [column, extentIn(context, view, feature, 0)]),
  );
  if (model === null || model.inputs === null) {
    const { span } = declared.trainingSet;
    return [...columns].flatMap(([name, extent]) => (extent === null ? [] : [{ name, span, ...extent }]));
  }
  const { fits, features } = model.inputs;
  const leaves = {
    input: ({ path: [column = ""] }: InputExpression) => columns.get(column) ?? null,
    atom: (id: string) => fits.find((each) => each.id === id),
  };
  return features.flatMap(({ name, expression }) => {
    const extent = extentOf(expression, leaves);
    const span = declared.inputs?.find((each) => each.name === name)?.nameSpan ?? declared.nameSpan;
    return extent === null ? [] : [{ name, span, what: extent.what }];
  });
}

/** Views read views, a few deep; cycles were refused before. */
const DEEPEST = 20;

function extentIn(context: Context, viewName: string, name: string, depth: number): Extent | null {
  if (depth > DEEPEST) return null;
  const view = context.named.featureViews.get(viewName) ?? requestViewOf(context, viewName);
  const found = view?.features.find((feature) => feature.name === name);
  if (view === undefined || found === undefined) return null;
  const atoms = "atoms" in view ? view.atoms : [];
  const keys = new Set(columnsRead("key" in view ? wholeKeys(view) : []));
  return extentOf(found.expression, {
    input({ path: [first = "", feature], type }) {
      const other = view.inputs.find(({ alias }) => feature !== undefined && alias === first);
      if (other !== undefined) return extentIn(context, other.view, feature ?? "", depth + 1);
      if (!isWhole(type)) return null;
      return endless(feature === undefined && keys.has(first) ? "key" : "number");
    },
    atom: (id) => atoms.find((each) => each.id === id),
  });
}

function requestViewOf({ requestViews }: Context, name: string): RequestView | undefined {
  return [...requestViews.values()].find(({ view }) => view?.name === name)?.view ?? undefined;
}

/** Keys that are whole numbers: identities, whatever their size is today. */
function wholeKeys(view: FeatureView): readonly Expression[] {
  return view.key.map(({ expression }) => expression).filter(({ type }) => type.kind === "int64");
}

function isWhole({ kind, element }: ValueType): boolean {
  return kind === "int64" || element?.kind === "int64";
}
