// Checks a training set: which rows to learn from, as of when, what to predict, and with which views.
import type { DeclaredTrainingSet } from "../ir/declaration.ts";
import type { TrainingSet } from "../ir/program.ts";
import { misplaced } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { Context } from "./context.ts";
import { createInfer, type Infer } from "./infer.ts";
import { type Facts, NO_FACTS, narrow } from "./narrow.ts";
import { printType } from "./print.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";
import { checkKeys, checkRequest, refuseConflicts } from "./spine.ts";
import { findViews } from "./training-views.ts";
import { BOOL, TIMESTAMP } from "./types.ts";

export function checkTrainingSet(declared: DeclaredTrainingSet, context: Context): TrainingSet | null {
  const { report, catalog } = context;
  const before = report.errors();
  const source = catalog.find(declared.spine, "source");
  const views = findViews(declared, context);
  if (declared.views.length === 0) {
    report.add(codes.empty, declared.nameSpan, `Training set '${declared.name}' has no views.`, {
      hint: "List feature views and request views in 'views'.",
    });
  }
  const sampleOneIn = readSample(declared, context);
  const columns = source === null ? undefined : context.sources.get(source)?.columns;
  if (source === null || columns === undefined) return null;

  const row: SourceRow = { source: source.name, home: declared.span, columns };
  const inferAs = (place: string): Infer => createInfer(context, rowScope(context, row, misplaced(place)));
  const { where } = declared;
  const facts = where === null ? NO_FACTS : narrow(NO_FACTS, where, true, context.shapeOf);
  const filter =
    where === null ? null : coerce(context, inferAs("'where'")(where), BOOL, where.span, "'where'");
  const asOf = coerce(
    context,
    inferAs("'asOf'")(declared.asOf, facts),
    TIMESTAMP,
    declared.asOf.span,
    "'asOf'",
  );
  const spine = { declared, infer: inferAs("A spine's row"), facts };
  const keys = checkKeys(spine, views, context);
  const request = checkRequest(spine, views, context);
  refuseConflicts(spine, keys, request, context);
  const label = checkLabel(declared, inferAs("A label"), facts, context);
  if (label !== null && [...keys, ...request].some(({ name }) => name === label.name)) {
    const span = declared.label[0]?.nameSpan ?? declared.nameSpan;
    report.add(codes.duplicateField, span, `'${label.name}' is already a key or request field.`, {
      hint: "Rename the label.",
    });
  }
  if (report.errors() > before || asOf === null || label === null || !views.complete) return null;
  return {
    name: declared.name,
    spine: source.name,
    keys,
    asOf,
    request,
    label,
    where: filter,
    sampleOneIn,
    featureViews: views.featureViews.map(({ view }) => view.name),
    requestViews: views.requestViews.map(({ name }) => name),
    features: views.features,
    description: declared.description,
  };
}

function checkLabel(
  { label, nameSpan }: DeclaredTrainingSet,
  infer: Infer,
  facts: Facts,
  context: Context,
): TrainingSet["label"] | null {
  const { report } = context;
  const [entry, second] = label;
  if (entry === undefined || second !== undefined) {
    report.add(
      codes.labelCount,
      second?.nameSpan ?? nameSpan,
      `A training set has one label, not ${label.length}.`,
      {
        hint: "Make a training set for each label.",
      },
    );
  }
  if (entry === undefined) return null;
  const typed = infer(entry.value, facts);
  if (typed === null) return null;
  const { type } = typed.expression;
  if (type.kind !== "int64" && type.kind !== "float64" && type.kind !== "bool") {
    report.add(
      codes.wrongType,
      entry.value.span,
      `Label '${entry.name}' must be a number or bool, not ${printType(type)}.`,
    );
    return null;
  }
  const wanted = { kind: type.kind, nullable: false };
  const hint = "Leave such rows out with `where`: an example without an answer teaches nothing.";
  const expression = coerce(context, typed, wanted, entry.value.span, `Label '${entry.name}'`, hint);
  return expression === null ? null : { name: entry.name, type: wanted, expression };
}

function readSample({ sample }: DeclaredTrainingSet, { report }: Context): number | null {
  if (sample === null) return null;
  if (Number.isSafeInteger(sample.oneIn) && sample.oneIn >= 1)
    return sample.oneIn === 1 ? null : sample.oneIn;
  report.add(codes.badSetting, sample.span, `A sample cannot keep one row in ${sample.oneIn}.`, {
    hint: "Give 'oneIn' a whole number from 1 on; 1 keeps all rows.",
  });
  return null;
}
