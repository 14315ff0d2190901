// The one error of opening a model: everything in which it differs from what is declared.
import { UserError } from "../user-error.ts";

export class ModelSignatureError extends UserError {
  /** One sentence a difference. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[], options?: ErrorOptions) {
    super(
      {
        code: "F5301",
        message: `model ${file} does not fit what is declared:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
        why: "A model is served with the declared features as float32 columns, in the declared order.",
        hint: "Train it again on the declared features, or export it with the inputs and output named above.",
      },
      options,
    );
    this.name = "ModelSignatureError";
    this.problems = problems;
  }
}
