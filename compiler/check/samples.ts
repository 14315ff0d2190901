// Checks how a training set's rows are thinned out and split.
import type { DeclaredSample, DeclaredTrainingSet } from "../ir/declaration.ts";
import type { Split } from "../ir/program.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";
import { readInstant } from "./time.ts";

/** Null where all rows are kept. */
export function readSample(
  sample: DeclaredSample | null,
  what: "sample" | "negatives",
  report: Report,
): number | null {
  if (sample === null) return null;
  if (Number.isSafeInteger(sample.oneIn) && sample.oneIn >= 1)
    return sample.oneIn === 1 ? null : sample.oneIn;
  const title = what === "sample" ? "A sample" : "'negatives'";
  report.add(codes.badSetting, sample.span, `${title} cannot keep one row in ${sample.oneIn}.`, {
    hint: "Give 'oneIn' a whole number from 1 on; 1 keeps all rows.",
  });
  return null;
}

export function readSplit({ split }: DeclaredTrainingSet, report: Report): Split | null {
  if (split === null) return null;
  const validation =
    split.validation === null ? null : readInstant(split.validation, "The validation's start", report);
  const test = split.test === null ? null : readInstant(split.test, "The test's start", report);
  if (split.validation === null && split.test === null) {
    report.add(codes.badSetting, split.span, "A split without instants splits nothing.", {
      hint: 'Write `split: { validation: "2001-05-01", test: "2001-06-01" }`, or one of them.',
    });
    return null;
  }
  if (validation !== null && test !== null && validation >= test) {
    report.add(
      codes.badSetting,
      split.test?.span ?? split.span,
      "The test does not begin after the validation.",
      {
        hint: "Rows are for training, then for validation, then for the test, in the order of time.",
      },
    );
  }
  return { validation, test };
}
