// What went wrong, for people: a diagnostic where the user can mend it, a short word with a way to the stack otherwise.
import { styleText } from "node:util";
import { renderText } from "../../../compiler/diagnostics/render-text.ts";
import { StoreError } from "../../database/store-error.ts";
import { ProjectFileError } from "../../project/project-file-error.ts";
import { UserError } from "../../user-error.ts";

export interface FailureOptions {
  readonly color: boolean;
  /** Shows stacks. */
  readonly debug: boolean;
}

/** Text that ends in a newline. */
export function renderFailure(error: unknown, { color, debug }: FailureOptions): string {
  const stack = debug && error instanceof Error ? `${stackOf(error)}\n` : "";
  if (error instanceof ProjectFileError) {
    const files = new Map([[error.source.file, error.source.text]]);
    return renderText(error.diagnostics, files, { color }) + stack;
  }
  if (error instanceof UserError) {
    const { code, message, why, hint } = error;
    return paragraphs(color, `error ${code}`, message, why, hint) + stack;
  }
  if (error instanceof StoreError) return paragraphs(color, "error F5401", error.message) + stack;
  const message = error instanceof Error ? error.message : String(error);
  const why = "This is a fault of Bifold, or of the machine, not of your definitions.";
  const hint = "Run it again with BIFOLD_DEBUG=1 in the environment to see where it happened.";
  return paragraphs(color, "error", message, why, debug ? undefined : hint) + stack;
}

function paragraphs(color: boolean, head: string, message: string, why?: string, hint?: string): string {
  const red = (text: string): string => (color ? styleText("red", text) : text);
  const dim = (text: string): string => (color ? styleText("dim", text) : text);
  const lines = [`${red(head)}: ${message}`];
  if (why !== undefined) lines.push(`  ${dim("why ")}  ${why}`);
  if (hint !== undefined) lines.push(`  ${dim("hint")}  ${hint}`);
  return `${lines.join("\n")}\n`;
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}
