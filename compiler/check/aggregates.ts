// From a chain such as `sum(x).where(c).over("7d")` to the aggregate that it means.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import type { Window } from "../ir/program.ts";
import type { Value, ValueType } from "../ir/value-type.ts";
import { convert } from "../library/convert.ts";
import { isAggregateCall, reportStep } from "./aggregate-calls.ts";
import { type Chain, chainOf } from "./aggregate-chain.ts";
import { checkCount, readParameters } from "./aggregate-parameters.ts";
import type { AggregateScope } from "./aggregate-scope.ts";
import { codes } from "./codes.ts";
import { refuseCountedCondition } from "./counted-conditions.ts";
import { type Condition, onlyWhere, readCondition } from "./conditions.ts";
import { printExpression, printType } from "./print.ts";
import { isSinceLast, secondsSince, aggregatedValue } from "./sugar.ts";
import type { NamedAggregation } from "./vocabulary.ts";
import { ALL_ROWS, readWindow } from "./windows.ts";
import type { Inferred, Tools, Typed } from "./typed.ts";

/** `node` is a chain's last step, or a call of an aggregation alone. Null after reporting. */
export function inferAggregate(scope: AggregateScope, node: DeclaredExpression): Inferred {
  const { tools } = scope;
  const chain = chainOf(node);
  const { head, steps } = chain;
  if (!isAggregateCall(head, tools.vocabulary)) {
    const [first] = steps;
    if (first !== undefined) reportStep(tools, first, head);
    return null;
  }
  const chosen = checkCount(tools, head);
  const window = chosen === null ? null : windowOf(tools, chain, head, chosen);
  const condition = readCondition(scope, chain);
  if (chosen === null || !isAsked(scope, head)) return null;
  const atom = inferAtom(scope, head, chosen, condition === "failed" ? null : condition, window ?? ALL_ROWS);
  if (window === null || condition === "failed" || atom === null) return null;
  return isSinceLast(head) ? secondsSince(scope, head, atom) : atom;
}

/** False after reporting. */
function isAsked({ tools, eventTime }: AggregateScope, head: DeclaredCall): boolean {
  if (eventTime !== null || !isSinceLast(head)) return true;
  tools.report.add(codes.wrongAggregateInput, head.nameSpan, `'${head.name}' has no place here.`, {
    hint: "It counts up to the instant that features are asked for: use it in a feature view.",
  });
  return false;
}

/** Null after reporting. */
function windowOf(
  { report }: Tools,
  { windows: [step, second], fans: [fan] }: Chain,
  head: DeclaredCall,
  { definition }: NamedAggregation,
): Window | null {
  if (fan !== undefined) {
    report.add(codes.windowListMisplaced, fan.nameSpan, "Several values can only be a whole feature.", {
      hint: "Give each value its own aggregate in this expression, with `.where`.",
    });
    return null;
  }
  if (second !== undefined) {
    report.add(codes.overWithoutAggregate, second.nameSpan, `'${head.name}' has a window already.`, {
      hint: "One window is enough.",
    });
    return null;
  }
  if (step === undefined && definition.window === "required") {
    report.add(codes.windowMissing, head.span, `'${head.name}' needs a window.`, {
      hint: `Write \`${printExpression(head)}.over("1d")\`.`,
    });
    return null;
  }
  if (step !== undefined && definition.window === "refused") {
    report.add(codes.windowRefused, step.nameSpan, `'${head.name}' takes no window.`, {
      hint: `Write \`${printExpression(head)}\` alone.`,
    });
    return null;
  }
  const window = step === undefined ? ALL_ROWS : readWindow(step, report);
  const countsItself = definition.algebra === "latest" || definition.rows !== undefined;
  if (step === undefined || window === null || window.rows === null || !countsItself) return window;
  const message = `'${printExpression(head)}' says by itself how many rows it reads.`;
  report.add(codes.badRows, step.nameSpan, message, {
    hint: 'Write `.over("7d")` to say how far back, or no window at all.',
  });
  return null;
}

function inferAtom(
  scope: AggregateScope,
  call: DeclaredCall,
  { key, definition }: NamedAggregation,
  condition: Condition | null,
  window: Window,
): Inferred {
  const { tools, atoms } = scope;
  const typed = valuesOf(scope, call, definition.arity, condition);
  const parameters = readParameters(tools, call, definition);
  if (typed === null || parameters === null) return null;
  // Counting rows that meet a condition is counting a value that is null where they do not.
  const conditional = definition.arity === 0 && condition !== null && !isSinceLast(call);
  const chosen = (conditional ? tools.vocabulary.aggregation(call.name, 1) : null) ?? { key, definition };
  const result = resultOf(tools, call, chosen, typed, parameters);
  if (result === null) return null;
  const rows = definition.rows?.(parameters) ?? window.rows;
  const whole = window.length === null && window.before === 0;
  const empty = whole ? "of a key without rows" : "over an empty window";
  return {
    expression: atoms.add({
      aggregation: chosen.key,
      inputs: result.inputs,
      parameters,
      window: rows === window.rows ? window : { ...window, rows },
      type: result.type,
    }),
    because: result.type.nullable ? `'${call.name}' ${empty} is null` : null,
  };
}

/** What is aggregated, the first of it null where the condition does not hold; null after reporting. */
function valuesOf(
  scope: AggregateScope,
  call: DeclaredCall,
  arity: number,
  condition: Condition | null,
): readonly Typed[] | null {
  const values = call.args.slice(0, arity).map((value) => {
    const typed = scope.inferRow(aggregatedValue(call, value), condition?.facts);
    return refuseCountedCondition(scope.tools, call, value, typed);
  });
  const given = arity === 0 ? rowAsValue(scope, call, condition) : values;
  const typed = given.map((value, at) => {
    return at > 0 || condition === null || value === null ? value : onlyWhere(scope, condition, value);
  });
  const sound = typed.filter((each) => each !== null);
  return sound.length === typed.length ? sound : null;
}

/** A row that is counted is a value that is null where the condition does not hold. */
function rowAsValue(
  { eventTime }: AggregateScope,
  call: DeclaredCall,
  condition: Condition | null,
): readonly Typed[] {
  if (isSinceLast(call)) return eventTime === null ? [] : [{ expression: eventTime, because: null }];
  const one: Expression = { kind: "literal", value: 1, type: { kind: "int64", nullable: false } };
  return condition === null ? [] : [{ expression: one, because: null }];
}

/** The result's type, and what is aggregated as the aggregation wants it; null after reporting. */
export function resultOf(
  { report }: Tools,
  node: DeclaredExpression,
  { definition }: NamedAggregation,
  typed: readonly Typed[],
  parameters: readonly Value[],
): { readonly type: ValueType; readonly inputs: readonly Expression[] } | null {
  const inputs = typed.map(({ expression }) => expression);
  const types = inputs.map(({ type }) => type);
  const untyped = types.some(({ kind }) => kind === "null");
  const inference = untyped ? null : definition.infer({ inputs: types, parameters });
  if (inference !== null && "type" in inference) {
    const wanted = inputs.map((input, at) => {
      const type = inference.args?.[at];
      return type === undefined ? input : convert(input, type);
    });
    return { type: inference.type, inputs: wanted };
  }
  const isCall = node.kind === "call" && node.form === "function";
  const nothing = Math.max(
    0,
    types.findIndex(({ kind }) => kind === "null"),
  );
  const argument = isCall ? node.args[inference?.argument ?? nothing] : undefined;
  const found = types.length === 0 ? "nothing" : types.map(printType).join(" and ");
  const message = inference?.problem ?? `does not aggregate ${found}.`;
  report.add(codes.wrongAggregateInput, argument?.span ?? node.span, `'${definition.name}' ${message}`, {
    hint: inference?.hint,
  });
  return null;
}
