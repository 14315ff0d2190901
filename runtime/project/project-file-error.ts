// What is wrong with bifold.yaml, every place of it.
import type { Diagnostic } from "../../compiler/ir/diagnostic.ts";
import type { SourceText } from "../../compiler/ir/span.ts";
import { UserError } from "../user-error.ts";

export class ProjectFileError extends UserError {
  readonly diagnostics: readonly Diagnostic[];
  readonly source: SourceText;

  constructor(source: SourceText, diagnostics: readonly Diagnostic[]) {
    super({
      code: diagnostics[0]?.code ?? "F5102",
      message: diagnostics.map(({ message }) => message).join(" "),
    });
    this.name = "ProjectFileError";
    this.diagnostics = diagnostics;
    this.source = source;
  }
}
