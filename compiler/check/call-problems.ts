// What to say of a call that no library function takes, each operand at the place where its author will look.
import type { DeclaredCall } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import type { Inference } from "../library/define.ts";
import { codes } from "./codes.ts";
import { printExpression, printType } from "./print.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { peerName } from "../library/peer-names.ts";
import { LONG_AGO } from "./time.ts";
import type { Tools, Typed } from "./typed.ts";

export type Problem = Extract<Inference, { readonly problem: string }>;

/**
 * An operand stands in its call, but a constant stands where it is defined, and the argument of a helper where that
 * is called. A constant is complained of where it is used; a helper's argument, where the helper is given it.
 */
export function placeOfOperand(operand: Span, call: Span, home: Span): Span {
  return inside(operand, call) || !inside(call, home) ? operand : call;
}

function inside(inner: Span, outer: Span): boolean {
  return inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
}

/** One diagnostic for each operand that may be null: each is cured by itself. */
export function reportNulls({ report }: Tools, node: DeclaredCall, args: readonly Typed[], home: Span): void {
  args.forEach(({ expression, because }, index) => {
    const operand = node.args[index];
    if (!expression.type.nullable || operand === undefined) return;
    const text = printExpression(operand);
    const span = placeOfOperand(operand.span, node.span, home);
    report.add(codes.nullableOperand, span, `'${text}' may be null: ${because ?? "its type says so"}.`, {
      hint: withoutNull(text, expression.type.kind),
    });
  });
}

function withoutNull(text: string, kind: ValueType["kind"]): string {
  // A list that is written out has items, and a vector as many as its type says.
  if (kind === "list") return `Test it first: \`${text} === null ? … : …\`.`;
  return `Say what null means, as in \`(${text} ?? ${defaultOf(kind)})\`, or test \`=== null\` first.`;
}

function defaultOf(kind: Exclude<ValueType["kind"], "list">): string {
  if (kind === "string") return '""';
  if (kind === "bool") return "false";
  return kind === "timestamp" ? LONG_AGO : "0";
}

/** `problem` is the library's own word on the arguments, if it has one. */
export function reportProblem(
  { report }: Tools,
  node: DeclaredCall,
  args: readonly Typed[],
  problem: Problem | null,
  home: Span,
): void {
  const operand = problem?.argument === undefined ? undefined : node.args[problem.argument];
  const span = operand === undefined ? node.nameSpan : placeOfOperand(operand.span, node.span, home);
  const kinds = args.map(({ expression }) => printType(expression.type)).join(", ");
  const message = problem?.problem ?? `is not defined for (${kinds}).`;
  const hint = problem?.hint ?? asInstant(message, args);
  report.add(codes.wrongArguments, span, `'${nameOf(node)}' ${message}`, { hint });
}

/** Where a timestamp is wanted, how text and numbers become one. */
function asInstant(message: string, args: readonly Typed[]): string | undefined {
  const isOther = ({ expression }: Typed): boolean => expression.type.kind !== "timestamp";
  const other = args.find(isOther)?.expression;
  const isCompared = /^(compares|orders) /.test(message) && !args.every(isOther);
  if (other === undefined || !(isCompared || message.startsWith("takes timestamp "))) return undefined;
  if (other.type.kind === "int64" || other.type.kind === "float64")
    return `A number becomes an instant by \`fromEpochSeconds(x) ?? ${LONG_AGO}\`, or \`fromEpochMillis\`, \`fromEpochMicros\`.`;
  if (other.type.kind !== "string") return undefined;
  return other.kind === "literal"
    ? 'Say that it is an instant: `timestamp("2024-01-31T17:05:00Z")`.'
    : `A text becomes an instant by \`parseTimestamp(x) ?? ${LONG_AGO}\`.`;
}

export function reportUnknown(tools: Tools, node: DeclaredCall, args: readonly Typed[]): null {
  const receiver = args[0];
  const member = node.form === "method" || node.form === "property";
  const of = member && receiver !== undefined ? ` of ${printType(receiver.expression.type)}` : "";
  const message = `'${nameOf(node)}' is not ${FORMS[node.form]}${of} that features can use.`;
  tools.report.add(codes.unknownFunction, node.nameSpan, message, { hint: wayOut(tools, node) });
  return null;
}

const FORMS: Readonly<Record<DeclaredCall["form"], string>> = {
  operator: "an operator",
  method: "a method",
  property: "a property",
  function: "a function",
};

function wayOut({ vocabulary }: Tools, { form, name }: DeclaredCall): string | undefined {
  if (form === "property" && vocabulary.functions("method", name).length > 0) return `Call it: '${name}()'.`;
  if (form === "method" && vocabulary.functions("property", name).length > 0) return "Drop the parentheses.";
  const peer = form === "operator" ? undefined : peerName(form === "function" ? "function" : "method", name);
  if (peer !== undefined) return peer;
  if (isJavaScript(form, name))
    return "Have it computed before, as a column of the source or a request field.";
  return didYouMean(name, vocabulary.spellings(form));
}

/** What JavaScript has under this very name was not misspelt. */
function isJavaScript(form: DeclaredCall["form"], name: string): boolean {
  const [namespace, member = ""] = name.split(".");
  if (form === "method") return [String, Number, Date].some((type) => Object.hasOwn(type.prototype, name));
  const home = namespace === "Math" ? Math : namespace === "Number" ? Number : {};
  return form === "function" && Object.hasOwn(home, member);
}

function nameOf(node: DeclaredCall): string {
  return node.name === "neg" && node.form === "operator" ? "-" : node.name;
}
