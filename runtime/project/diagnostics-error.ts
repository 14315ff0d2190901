// Everything that is wrong with files of the project, each fault at its place, as one thing to throw.
import type { Diagnostic } from "../../compiler/ir/diagnostic.ts";
import { UserError } from "../user-error.ts";

export class DiagnosticsError extends UserError {
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that the diagnostics point into, by file. */
  readonly files: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], files: ReadonlyMap<string, string>) {
    super({
      code: diagnostics[0]?.code ?? "F5100",
      message: diagnostics.map(({ message }) => message).join(" "),
    });
    this.name = "DiagnosticsError";
    this.diagnostics = diagnostics;
    this.files = files;
  }
}
