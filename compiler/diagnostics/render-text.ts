// Diagnostics for people: place, frame, why, hint.
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import { frameOf, shown } from "./frame.ts";
import { inOrder } from "./order.ts";
import { placeOf } from "./place.ts";

type Paint = (text: string) => string;

interface Colors {
  readonly error: Paint;
  readonly warning: Paint;
  readonly place: Paint;
  readonly dim: Paint;
}

/**
 * Text for a terminal, ending in a newline; empty for no diagnostics. `files` are the texts that spans point into:
 * a span of another file is shown without a frame. Colour is the caller's decision (a TTY, NO_COLOR).
 */
export function renderText(
  diagnostics: readonly Diagnostic[],
  files: ReadonlyMap<string, string>,
  { color = false }: { readonly color?: boolean } = {},
): string {
  const colors = color ? COLORED : PLAIN;
  return inOrder(diagnostics)
    .map((diagnostic) => render(diagnostic, files, colors))
    .join("\n");
}

function render(diagnostic: Diagnostic, files: ReadonlyMap<string, string>, colors: Colors): string {
  const { code, severity, message, span, why, hint, related = [] } = diagnostic;
  const title = `${colors[severity](severity)} ${code}: ${shown(message)}`;
  const lines = [span === null ? title : `${colors.place(placeText(span, files))} - ${title}`];
  const text = span === null ? undefined : files.get(span.file);
  if (span !== null && text !== undefined) {
    const frame = frameOf(text, span);
    lines.push("", colors.dim(frame.gutter) + frame.source);
    lines.push(frame.indent + colors[severity](frame.underline));
  }
  for (const other of related) {
    lines.push(`  ${colors.dim("see ")}  ${placeText(other.span, files)} ${shown(other.message)}`);
  }
  if (why !== undefined) lines.push(`  ${colors.dim("why ")}  ${shown(why)}`);
  if (hint !== undefined) lines.push(`  ${colors.dim("hint")}  ${shown(hint)}`);
  return `${lines.join("\n")}\n`;
}

function placeText(span: Span, files: ReadonlyMap<string, string>): string {
  const text = files.get(span.file);
  const file = shown(span.file);
  if (text === undefined) return file;
  const { line, column } = placeOf(text, span.start);
  return `${file}:${line}:${column}`;
}

const same: Paint = (text) => text;
const PLAIN: Colors = { error: same, warning: same, place: same, dim: same };

const paint =
  (open: number, close: number): Paint =>
  (text) =>
    `\u001B[${open}m${text}\u001B[${close}m`;

const COLORED: Colors = {
  error: paint(31, 39),
  warning: paint(33, 39),
  place: paint(36, 39),
  dim: paint(2, 22),
};
