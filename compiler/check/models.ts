// Checks a model: its trainer, its settings, and that its inputs are numbers.
import type { DeclaredModel } from "../ir/declaration.ts";
import type { Model } from "../ir/program.ts";
import { withSortedKeys } from "./canonical.ts";
import { codes } from "./codes.ts";
import type { Context } from "./context.ts";
import { checkEvaluation } from "./evaluation.ts";
import { checkModelInputs } from "./model-inputs.ts";
import { readInstant } from "./time.ts";

export function checkModel(declared: DeclaredModel, context: Context): Model | null {
  const { report, catalog } = context;
  const before = report.errors();
  const trainingSet = catalog.find(declared.trainingSet, "training_set");
  const trainer = readTrainer(declared, context);
  const command = readCommand(declared, context);
  const holdoutFrom =
    declared.holdoutFrom === null ? null : readInstant(declared.holdoutFrom, "The holdout's start", report);
  if (!Number.isSafeInteger(declared.seed) || declared.seed < 0) {
    report.add(
      codes.badSetting,
      declared.nameSpan,
      `The seed of model '${declared.name}' cannot be ${declared.seed}.`,
      {
        hint: "Use a whole number from 0 on.",
      },
    );
  }
  if (declared.output.text.trim() === "") {
    report.add(codes.badSetting, declared.output.span, "The output's name is empty.", {
      hint: "Name the ONNX output that predictions are read from.",
    });
  }
  const set = context.named.trainingSets.get(declared.trainingSet.name);
  const evaluation = set === undefined ? null : checkEvaluation(declared, set, report);
  const inputs = set === undefined ? null : checkModelInputs(declared, set, context);
  if (report.errors() > before || trainingSet === null || evaluation === null) return null;
  return {
    name: declared.name,
    trainingSet: trainingSet.name,
    inputs,
    trainer,
    ...command,
    params: withSortedKeys(declared.params),
    holdoutFrom,
    seed: declared.seed,
    output: declared.output.text,
    evaluation,
    description: declared.description,
  };
}

function readCommand({ command, trainer }: DeclaredModel, { report }: Context): Pick<Model, "command"> {
  for (const { text, span } of command) {
    if (text.trim() !== "") continue;
    report.add(codes.badTrainer, span, "A part of the command that starts the trainer is empty.", {
      hint: `Write each argument by itself, as in ["uv", "run", "python"]; ${trainer.text} follows as the last one.`,
    });
  }
  return command.length === 0 ? {} : { command: command.map(({ text }) => text) };
}

/** Relative to the project root; it stays inside the definitions folder. */
function readTrainer({ trainer }: DeclaredModel, { report, definitionsFolder }: Context): string {
  const parts = trainer.text.split("/").filter((part) => part !== ".");
  const outside = parts.length === 0 || parts.some((part) => part === "" || part === "..");
  if (outside || trainer.text.includes("\\")) {
    report.add(codes.badTrainer, trainer.span, `A trainer cannot be at '${trainer.text}'.`, {
      hint: 'Write a path inside the definitions folder, with `/`, as in "trainers/churn.ts".',
    });
  }
  return [...definitionsFolder.split("/").filter((part) => part !== "" && part !== "."), ...parts].join("/");
}
