// Types an expression bottom-up: every operation becomes a call of a library function, every null is accounted for.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import type { ValueType } from "../ir/value-type.ts";
import { placeOfOperand } from "./call-problems.ts";
import { applyFunction } from "./calls.ts";
import { codes } from "./codes.ts";
import { readListLiteral } from "./list-literal.ts";
import { refuseNegativeZero } from "./negative-zero.ts";
import { type Facts, NO_FACTS, narrow } from "./narrow.ts";
import { printExpression, printType } from "./print.ts";
import { nonNull } from "./types.ts";
import type { Infer, Inferred, Scope, Tools, Typed } from "./typed.ts";

/** An expression that is used in several places, as constants and helpers are, is typed once. */
export function createInfer(tools: Tools, scope: Scope): Infer {
  const known = new Map<Facts, Map<DeclaredExpression, Inferred>>();

  const infer: Infer = (node, facts = NO_FACTS) => {
    let memo = known.get(facts);
    if (memo === undefined) {
      memo = new Map();
      known.set(facts, memo);
    }
    const before = memo.get(node);
    if (before !== undefined) return before;
    const typed = scope.intercept(node, facts);
    const result = narrowed(typed === undefined ? compute(node, facts) : typed, node, facts);
    memo.set(node, result);
    return result;
  };

  const narrowed = (typed: Inferred, node: DeclaredExpression, facts: Facts): Inferred => {
    if (typed?.expression.type.nullable !== true || !facts.has(tools.shapeOf(node).id)) return typed;
    const { expression } = typed;
    return { expression: { ...expression, type: nonNull(expression.type) }, because: null };
  };

  const compute = (node: DeclaredExpression, facts: Facts): Inferred => {
    switch (node.kind) {
      case "literal":
        return literal(node);
      case "input":
        return scope.input(node);
      case "list":
      case "record": {
        const list = node.kind === "list" ? readListLiteral(node.items) : null;
        if (list !== null) return list;
        tools.report.add(codes.notValue, node.span, `A ${node.kind} cannot be part of an expression.`, {
          hint:
            node.kind === "list"
              ? "Compare with each item: `x === 1 || x === 2`."
              : "Use its values one by one.",
        });
        return null;
      }
      case "call":
        return call(node, facts);
      case "failed":
        tools.report.fail();
        return null;
    }
  };

  const call = (node: DeclaredExpression & { kind: "call" }, facts: Facts): Inferred => {
    const [first, second, third] = node.args;
    const operator = node.form === "operator" ? node.name : null;
    if (first === undefined || operator === null)
      return apply(
        node,
        node.args.map((arg) => infer(arg, facts)),
      );
    if (operator === "?:" && second !== undefined && third !== undefined) {
      const condition = inferCondition(first, facts, node, "The condition");
      const yes = infer(second, narrow(facts, first, true, tools.shapeOf));
      const no = infer(third, narrow(facts, first, false, tools.shapeOf));
      return apply(node, [condition, yes, no]);
    }
    if ((operator === "&&" || operator === "||") && second !== undefined) {
      const left = inferCondition(first, facts, node, `The left side of '${operator}'`);
      const reached = narrow(facts, first, operator === "&&", tools.shapeOf);
      return apply(node, [left, inferCondition(second, reached, node, `The right side of '${operator}'`)]);
    }
    if (operator === "!") return apply(node, [inferCondition(first, facts, node, "What '!' negates")]);
    return apply(
      node,
      node.args.map((arg) => infer(arg, facts)),
    );
  };

  const apply = (node: DeclaredExpression & { kind: "call" }, args: readonly Inferred[]): Inferred =>
    args.every((arg) => arg !== null)
      ? refuseNegativeZero(tools, node, applyFunction(tools, node, args, scope.home))
      : null;

  const inferCondition = (
    node: DeclaredExpression,
    facts: Facts,
    call: DeclaredExpression,
    what: string,
  ): Inferred =>
    asCondition(tools, infer(node, facts), node, placeOfOperand(node.span, call.span, scope.home), what);

  return infer;
}

/** There is no truthiness: a condition is a bool, and never null. Null after reporting what is no bool. */
export function asCondition(
  { report }: Tools,
  typed: Inferred,
  node: DeclaredExpression,
  span: Span,
  what: string,
): Inferred {
  if (typed === null) return null;
  const { type } = typed.expression;
  const text = printExpression(node);
  if (type.kind !== "bool") {
    const hint = conditionHint(text, type);
    report.add(codes.notCondition, span, `${what} is ${printType(type)}, not bool.`, { hint });
    return null;
  }
  if (!type.nullable) return typed;
  report.add(codes.nullableOperand, span, `${what} may be null: ${typed.because ?? "its type says so"}.`, {
    hint: `Say what null means: \`(${text} ?? false)\`.`,
  });
  return { expression: { ...typed.expression, type: nonNull(type) }, because: null };
}

function literal({ value }: DeclaredExpression & { kind: "literal" }): Typed {
  if (value.type === "null") {
    const type = { kind: "null", nullable: true } as const;
    return { expression: { kind: "literal", value: null, type }, because: "it is the literal null" };
  }
  const kind = value.type === "number" ? (value.int ? "int64" : "float64") : value.type;
  return {
    expression: { kind: "literal", value: value.value, type: { kind, nullable: false } },
    because: null,
  };
}

function conditionHint(text: string, type: ValueType): string {
  if (type.nullable) return `Write \`${text} !== null\`.`;
  return `Write \`${text} !== ${type.kind === "string" ? '""' : "0"}\`.`;
}
