// Checks a training set: which rows to learn from, as of when, what to predict, and with which views.
import type { DeclaredTrainingSet } from "../ir/declaration.ts";
import type { TrainingSet } from "../ir/program.ts";
import { addedColumns } from "../library/model-inputs.ts";
import { misplaced } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import { coerce } from "./coerce.ts";
import type { Context } from "./context.ts";
import { createInfer } from "./infer.ts";
import { NO_FACTS, narrow } from "./narrow.ts";
import { rowScope } from "./row-scope.ts";
import { checkLabel } from "./labels.ts";
import { entryNamed } from "./names.ts";
import type { Report } from "./report.ts";
import { findRow } from "./rows.ts";
import { readSample, readSplit } from "./samples.ts";
import { checkKeys, checkRequest, refuseConflicts } from "./spine.ts";
import { findViews } from "./training-views.ts";
import { BOOL, TIMESTAMP } from "./types.ts";
import type { Infer } from "./typed.ts";

export function checkTrainingSet(declared: DeclaredTrainingSet, context: Context): TrainingSet | null {
  const { report } = context;
  const before = report.errors();
  const views = findViews(declared, context);
  if (declared.views.length === 0) {
    report.add(codes.empty, declared.nameSpan, `Training set '${declared.name}' has no views.`, {
      hint: "List feature views and request views in 'views'.",
    });
  }
  const sampleOneIn = readSample(declared.sample, "sample", report);
  const negativesOneIn = readSample(declared.negatives, "negatives", report);
  const split = readSplit(declared, report);
  const row = findRow(declared.spine, declared.span, context);
  if (row === null) return null;

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
  const { keys, ownKeys } = checkKeys(spine, views, context);
  const request = checkRequest(spine, views, context);
  refuseConflicts(spine, keys, request, context);
  const label = checkLabel(declared, { infer: inferAs("A label"), facts, keys, ownKeys, request }, context);
  refuseReserved(declared, [...keys, ...request], report);
  if (report.errors() > before || asOf === null || label === null || !views.complete) return null;
  return {
    name: declared.name,
    spine: row.source,
    keys,
    asOf,
    request,
    label,
    where: filter,
    sampleOneIn,
    negativesOneIn,
    split,
    featureViews: [...new Set(views.featureViews.map(({ view }) => view))].sort(),
    requestViews: views.requestViews.map(({ name }) => name),
    uses: views.featureViews.map(({ view, role }) => ({ view, role })),
    features: views.features,
    description: declared.description,
  };
}

/** Columns that a training set adds by itself. */
function refuseReserved(
  { negatives, split, keys, request, label }: DeclaredTrainingSet,
  fields: readonly { readonly name: string }[],
  report: Report,
): void {
  const added = addedColumns({ weighs: negatives !== null, splits: split !== null }).map(({ name }) => name);
  const entries = [...keys, ...request, ...label.value];
  const taken = [...fields, ...label.value].map(({ name }) => name);
  for (const name of added.filter((each) => taken.includes(each))) {
    const span = entryNamed(entries, name)?.nameSpan;
    if (span === undefined) continue;
    report.add(codes.duplicateField, span, `'${name}' is a column that the training set adds by itself.`, {
      hint: "Rename yours.",
    });
  }
}
