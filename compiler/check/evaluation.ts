// Checks how a model is judged: its task, metrics, slices and gates.
import type { DeclaredModel, DeclaredNumber, DeclaredText } from "../ir/declaration.ts";
import type { Evaluation, Label, MetricName, Task, TrainingSet } from "../ir/program.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { codes } from "./codes.ts";
import { checkGates, checkMonitor } from "./gates.ts";
import { requireMetric } from "./metrics.ts";
import type { Report } from "./report.ts";

const TASKS: readonly Task[] = ["binary", "regression"];
const FIRST_METRIC: Readonly<Record<Task, MetricName>> = { binary: "log_loss", regression: "rmse" };
const THRESHOLD = 0.5;

/** Null after reporting. */
export function checkEvaluation(
  declared: DeclaredModel,
  set: TrainingSet,
  report: Report,
): Evaluation | null {
  const before = report.errors();
  const task = readTask(declared, set.label, report);
  const metric = declared.metric === null ? FIRST_METRIC[task] : requireMetric(declared.metric, task, report);
  const threshold = readThreshold(declared.threshold, task, report);
  const slices = declared.slices.map((slice) => readSlice(slice, set, report));
  for (const [index, { text, span }] of declared.slices.entries()) {
    if (declared.slices.findIndex((slice) => slice.text === text) === index) continue;
    report.add(codes.badSlice, span, `Slice '${text}' is named twice.`, { hint: "Drop one." });
  }
  const gates = checkGates(declared.gates, { task, sliced: slices.length > 0 }, report);
  const monitor = checkMonitor(declared.monitor, task, report);
  if (report.errors() > before || metric === null) return null;
  return { task, metric, threshold, slices: slices.toSorted(), gates, monitor };
}

function readTask({ task }: DeclaredModel, label: Label, report: Report): Task {
  const inferred: Task = isZeroOrOne(label) ? "binary" : "regression";
  if (task === null) return inferred;
  const named = TASKS.find((each) => each === task.text);
  if (named === undefined) {
    report.add(codes.badSetting, task.span, `A model's task cannot be '${task.text}'.`, {
      hint: 'Write "binary" or "regression".',
    });
    return inferred;
  }
  if (named === "regression" && label.type.kind === "bool") {
    report.add(codes.badSetting, task.span, `The label '${label.name}' is a bool: it has no amounts.`, {
      hint: 'Write `task: "binary"`, or drop it.',
    });
  }
  return named;
}

/** A bool, or `condition ? 1 : 0`: other numbers may be 0 and 1 alone, but nothing says so. */
function isZeroOrOne({ type, expression }: Label): boolean {
  if (type.kind === "bool") return true;
  if (expression.kind !== "call" || expression.function !== "if") return false;
  return expression.args
    .slice(1)
    .every((branch) => branch.kind === "literal" && (branch.value === 0 || branch.value === 1));
}

function readThreshold(declared: DeclaredNumber | null, task: Task, report: Report): number {
  if (declared === null) return THRESHOLD;
  const { value, span } = declared;
  if (task === "regression") {
    report.add(codes.badSetting, span, "A regression model has no threshold.", { hint: "Drop it." });
  } else if (!(value > 0 && value < 1)) {
    report.add(codes.badSetting, span, `The threshold cannot be ${value}.`, {
      hint: "Use a probability between 0 and 1.",
    });
  }
  return value;
}

function readSlice({ text, span }: DeclaredText, set: TrainingSet, report: Report): string {
  const columns = [
    ...set.keys,
    ...set.request,
    ...set.features.map(({ column, type }) => ({ name: column, type })),
  ];
  const column = columns.find(({ name }) => name === text);
  if (column === undefined) {
    const names = columns.map(({ name }) => name);
    const unlike =
      text === set.label.name ? "The label is what is judged; slice by what is known before it." : null;
    report.add(codes.badSlice, span, `Training set '${set.name}' has no column '${text}' to slice by.`, {
      hint: unlike ?? didYouMean(text, names) ?? `Its columns are ${names.join(", ")}.`,
    });
  } else if (!["string", "bool", "int64"].includes(column.type.kind)) {
    report.add(codes.badSlice, span, `Column '${text}' is a ${column.type.kind}: it has no few values.`, {
      hint: "Slice by strings, bools or whole numbers, such as a feature `floor(x / 100)`.",
    });
  }
  return text;
}
