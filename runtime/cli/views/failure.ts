// What went wrong: a diagnostic where the user can mend it, a short word with a way to the stack otherwise.
import { styleText } from "node:util";
import { renderJson } from "../../../compiler/diagnostics/render-json.ts";
import { renderText } from "../../../compiler/diagnostics/render-text.ts";
import { TrackingError } from "../../client/tracking-error.ts";
import { StoreError } from "../../database/store-error.ts";
import { DiagnosticsError } from "../../project/diagnostics-error.ts";
import { UserError } from "../../user-error.ts";
import { errorCount } from "./diagnostics.ts";

export interface FailureOptions {
  readonly color: boolean;
  /** Shows stacks. */
  readonly debug: boolean;
}

/** For people; ends in a newline. */
export function renderFailure(error: unknown, { color, debug }: FailureOptions): string {
  const stack = debug && error instanceof Error ? `${stackOf(error)}\n` : "";
  if (error instanceof DiagnosticsError) {
    const { diagnostics, files } = error;
    return `${renderText(diagnostics, files, { color })}\n${errorCount(diagnostics)}.\n${stack}`;
  }
  const { code, message, why, hint } = factsOf(error, debug);
  const red = (text: string): string => (color ? styleText("red", text, { validateStream: false }) : text);
  const dim = (text: string): string => (color ? styleText("dim", text, { validateStream: false }) : text);
  const lines = [`${red(code === null ? "error" : `error ${code}`)}: ${message}`];
  if (why !== undefined) lines.push(`  ${dim("why ")}  ${why}`);
  if (hint !== undefined) lines.push(`  ${dim("hint")}  ${hint}`);
  return `${lines.join("\n")}\n${stack}`;
}

/** For programs. */
export function failureValue(error: unknown): unknown {
  if (error instanceof DiagnosticsError) {
    return { ok: false, diagnostics: JSON.parse(renderJson(error.diagnostics, error.files)) };
  }
  const { code, message, why, hint } = factsOf(error, false);
  return { ok: false, error: { code, message, why: why ?? null, hint: hint ?? null } };
}

interface Facts {
  readonly code: string | null;
  readonly message: string;
  readonly why?: string | undefined;
  readonly hint?: string | undefined;
}

function factsOf(error: unknown, debug: boolean): Facts {
  if (error instanceof UserError) return error;
  if (error instanceof StoreError) return { code: "F5401", message: error.message };
  if (error instanceof TrackingError) return { code: "F5402", message: error.message };
  return {
    code: null,
    message: error instanceof Error ? error.message : String(error),
    why: "Nobody foresaw this: it is a fault of Bifold or of the machine, not of your definitions.",
    hint: debug ? undefined : "Run it again with BIFOLD_DEBUG=1 in the environment to see where it happened.",
  };
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\nCaused by: ${stackOf(error.cause)}` : own;
}
