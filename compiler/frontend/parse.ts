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

/** Says what the parser found, one error a line: the rest of a line is mostly its echo. */
export function reportSyntax({ file, text, syntax, broken }: ParsedFile, report: Report): void {
  const errors = errorsOf(syntax);
  if (broken && errors.length === 0) {
    const span = { file, start: 0, end: 0 };
    report.add(codes.tooLarge, span, "The file is nested too deeply to be read.", {
      hint: "Give parts of it names of their own.",
    });
  }
  let lastLine = -1;
  for (const { start, length, messageText } of errors) {
    const { line } = syntax.getLineAndCharacterOfPosition(start);
    if (line === lastLine) continue;
    lastLine = line;
    const end = Math.min(start + length, text.length);
    report.add(codes.syntax, { file, start, end }, ts.flattenDiagnosticMessageText(messageText, " "));
  }
}

/** The parser keeps its errors on the file; only the (slow) program has a public way to them. */
function errorsOf(syntax: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (syntax as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] })
    .parseDiagnostics;
}
