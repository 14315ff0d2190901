// From the text of one file to its syntax.
import { ts } from "ts-morph";
import type { SourceText } from "../ir/span.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";

export interface ParsedFile {
  readonly file: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
  /** Whether it has syntax errors: nothing in it is read, and nothing is said of names that it lacks. */
  readonly broken: boolean;
}

/** `ts.createSourceFile` alone: a program would cost seconds, and the wrapper of ts-morph tens of milliseconds a file. */
export function parse({ file, text }: SourceText): ParsedFile {
  try {
    const options = {
      languageVersion: ts.ScriptTarget.ESNext,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    };
    const syntax = ts.createSourceFile(file, text, options, false, ts.ScriptKind.TS);
    return { file, text, syntax, broken: errorsOf(syntax).length > 0 };
  } catch (error) {
    // The parser descends: absurdly nested text exhausts the stack.
    if (!(error instanceof RangeError)) throw error;
    return { file, text, syntax: ts.createSourceFile(file, "", ts.ScriptTarget.ESNext), broken: true };
  }
}

/** Says the first thing that the parser stumbled over: what it finds after that is mostly an echo. */
export function reportSyntax({ file, text, syntax }: ParsedFile, report: Report): void {
  const [error] = errorsOf(syntax);
  if (error === undefined) {
    report.add(codes.tooLarge, { file, start: 0, end: 0 }, "The file is nested too deeply to be read.", {
      hint: "Give parts of it names of their own.",
    });
    return;
  }
  const end = Math.min(error.start + error.length, text.length);
  const message = ts.flattenDiagnosticMessageText(error.messageText, " ");
  report.add(codes.syntax, { file, start: error.start, end }, message);
}

/** The parser keeps its errors on the file; only the (slow) program has a public way to them. */
function errorsOf(syntax: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (syntax as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] })
    .parseDiagnostics;
}
