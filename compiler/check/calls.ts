// From a spelling and typed arguments to a call of the library function that they mean.
import type { DeclaredCall } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { callOf } from "../library/convert.ts";
import type { Argument, Inference } from "../library/define.ts";
import { type Problem, reportNulls, reportProblem, reportUnknown } from "./call-problems.ts";
import { printExpression } from "./print.ts";
import { nonNull } from "./types.ts";
import { reportPlaceBeyond } from "./vector-places.ts";
import type { NamedFunction } from "./vocabulary.ts";
import type { Inferred, Tools, Typed } from "./typed.ts";

type Match = Extract<Inference, { readonly type: ValueType }>;

/** The first overload that takes the arguments as they are; else what is wrong with the one that comes nearest. */
export function applyFunction(
  tools: Tools,
  node: DeclaredCall,
  args: readonly Typed[],
  home: Span,
): Inferred {
  const overloads = tools.vocabulary.functions(node.form, node.name);
  if (overloads.length === 0) return reportUnknown(tools, node, args);
  let problem: Problem | null = null;
  let nearest: { readonly chosen: NamedFunction; readonly inference: Match } | null = null;
  for (const chosen of overloads) {
    const strict = chosen.definition.nulls === "strict";
    const inference = chosen.definition.infer(args.map((arg) => argument(arg, strict)));
    if (inference === null) continue;
    if ("problem" in inference) {
      problem ??= inference;
    } else if (strict && args.some((arg) => arg.expression.type.nullable)) {
      nearest ??= { chosen, inference };
    } else {
      reportPlaceBeyond(tools, node, chosen.key, args, home);
      return called(chosen.key, args, inference, node);
    }
  }
  if (nearest !== null) {
    reportNulls(tools, node, args, home);
    return called(nearest.chosen.key, args, nearest.inference, node);
  }
  reportProblem(tools, node, args, problem, home);
  return null;
}

function argument({ expression }: Typed, strict: boolean): Argument {
  const type = strict ? nonNull(expression.type) : expression.type;
  return expression.kind === "literal" ? { type, literal: expression.value } : { type };
}

function called(key: string, args: readonly Typed[], inference: Match, node: DeclaredCall): Typed {
  const expression: Expression = callOf(
    key,
    args.map((arg) => arg.expression),
    inference,
  );
  if (!expression.type.nullable) return { expression, because: null };
  const source = args.find((arg) => arg.because !== null);
  return { expression, because: source?.because ?? `${printExpression(node)} is not always defined` };
}
