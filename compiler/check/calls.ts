// From a spelling and typed arguments to a call of the library function that they mean.
import type { DeclaredCall } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import type { ScalarKind, ValueType } from "../ir/value-type.ts";
import type { Argument, Inference } from "../library/define.ts";
import { codes } from "./codes.ts";
import type { Inferred, Tools, Typed } from "./infer.ts";
import { printExpression, printType } from "./print.ts";
import { didYouMean } from "./suggest.ts";
import { nonNull } from "./types.ts";
import type { NamedFunction } from "./vocabulary.ts";

type Problem = Extract<Inference, { readonly problem: string }>;

/** The first overload that takes the arguments as they are; else what is wrong with the one that comes nearest. */
export function applyFunction(tools: Tools, node: DeclaredCall, args: readonly Typed[]): Inferred {
  const overloads = tools.vocabulary.functions(node.form, node.name);
  if (overloads.length === 0) return reportUnknown(tools, node, args);
  let problem: Problem | null = null;
  let nearest: { readonly chosen: NamedFunction; readonly type: ValueType } | null = null;
  for (const chosen of overloads) {
    const strict = chosen.definition.nulls === "strict";
    const inference = chosen.definition.infer(args.map((arg) => argument(arg, strict)));
    if (inference === null) continue;
    if ("problem" in inference) {
      problem ??= inference;
    } else if (strict && args.some((arg) => arg.expression.type.nullable)) {
      nearest ??= { chosen, type: inference.type };
    } else {
      return called(chosen.key, args, inference.type, node);
    }
  }
  if (nearest !== null) {
    reportNulls(tools, node, args);
    return called(nearest.chosen.key, args, nearest.type, node);
  }
  reportProblem(tools, node, args, problem);
  return null;
}

function argument({ expression }: Typed, strict: boolean): Argument {
  const type = strict ? nonNull(expression.type) : expression.type;
  return expression.kind === "literal" ? { type, literal: expression.value } : { type };
}

function called(key: string, args: readonly Typed[], type: ValueType, node: DeclaredCall): Typed {
  const expression: Expression = {
    kind: "call",
    function: key,
    args: args.map((arg) => arg.expression),
    type,
  };
  if (!type.nullable) return { expression, because: null };
  const source = args.find((arg) => arg.because !== null);
  return { expression, because: source?.because ?? `${printExpression(node)} is not always defined` };
}

/** One diagnostic for each operand that may be null: each is cured by itself. */
function reportNulls({ report }: Tools, node: DeclaredCall, args: readonly Typed[]): void {
  args.forEach(({ expression, because }, index) => {
    const operand = node.args[index];
    if (!expression.type.nullable || operand === undefined) return;
    const text = printExpression(operand);
    report.add(
      codes.nullableOperand,
      operand.span,
      `'${text}' may be null: ${because ?? "its type says so"}.`,
      {
        hint: `Say what null means, as in \`(${text} ?? ${defaultOf(expression.type.kind)})\`, or test \`=== null\` first.`,
      },
    );
  });
}

function defaultOf(kind: ScalarKind | "null"): string {
  if (kind === "string") return '""';
  if (kind === "bool") return "false";
  return kind === "timestamp" ? "otherTime" : "0";
}

function reportProblem(
  tools: Tools,
  node: DeclaredCall,
  args: readonly Typed[],
  problem: Problem | null,
): void {
  const span =
    (problem?.argument === undefined ? undefined : node.args[problem.argument]?.span) ?? node.nameSpan;
  const kinds = args.map(({ expression }) => printType(expression.type)).join(", ");
  const message = problem?.problem ?? `is not defined for (${kinds}).`;
  tools.report.add(codes.wrongArguments, span, `'${nameOf(node)}' ${message}`, { hint: problem?.hint });
}

function reportUnknown({ report, vocabulary }: Tools, node: DeclaredCall, args: readonly Typed[]): null {
  const receiver = args[0];
  const member = node.form === "method" || node.form === "property";
  const of = member && receiver !== undefined ? ` of ${printType(receiver.expression.type)}` : "";
  const what = {
    operator: "an operator",
    method: "a method",
    property: "a property",
    function: "a function",
  };
  report.add(
    codes.unknownFunction,
    node.nameSpan,
    `'${nameOf(node)}' is not ${what[node.form]}${of} that features can use.`,
    { hint: didYouMean(node.name, vocabulary.spellings(node.form)) ?? otherForm(node, vocabulary.functions) },
  );
  return null;
}

/** `x.length()` for `x.length`, and the other way round. */
function otherForm(node: DeclaredCall, functions: Tools["vocabulary"]["functions"]): string | undefined {
  if (node.form === "property" && functions("method", node.name).length > 0)
    return `Call it: '${node.name}()'.`;
  if (node.form === "method" && functions("property", node.name).length > 0) return `Drop the parentheses.`;
  return undefined;
}

function nameOf(node: DeclaredCall): string {
  return node.name === "neg" && node.form === "operator" ? "-" : node.name;
}
