// The features of a feature view: aggregates become atoms, and so does what is read of the latest row.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import type { Window } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";
import { isAggregateCall, isOver, reportOver } from "./aggregate-calls.ts";
import type { AtomTable } from "./atoms.ts";
import { codes } from "./codes.ts";
import { createInfer, type Infer, type Inferred, type Scope, type Tools } from "./infer.ts";
import type { Facts } from "./narrow.ts";
import { printExpression, printType } from "./print.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";
import { ALL_ROWS, readWindow } from "./time.ts";
import { LATEST, type NamedAggregation } from "./vocabulary.ts";

/** `facts` is what the view's `where` proves of its rows. */
export function viewScope(tools: Tools, row: SourceRow, facts: Facts, atoms: AtomTable): Scope {
  const { report, vocabulary, shapeOf } = tools;
  const input = createInfer(
    tools,
    rowScope(tools, row, {
      complaint: codes.aggregateNested,
      message: "An aggregate cannot be computed from another aggregate.",
      hint: "Aggregate each by itself, and combine their values in the feature.",
    }),
  );
  const inferRow: Infer = (node) => input(node, facts);

  const aggregate = (call: DeclaredCall, window: Window): Inferred => {
    const chosen = vocabulary.aggregation(call.name, call.args.length);
    const [argument] = call.args;
    if (chosen === null) {
      const message = `'${call.name}' does not take ${call.args.length} arguments.`;
      report.add(codes.wrongAggregateInput, call.nameSpan, message, {
        hint: `Call it with one value of the row, as in \`${call.name}(row.amount)\`.`,
      });
      return null;
    }
    const typed = argument === undefined ? null : inferRow(argument);
    if (argument !== undefined && typed === null) return null;
    const type = resultType(tools, chosen, typed?.expression.type ?? null, call);
    if (type === null) return null;
    const because =
      window === ALL_ROWS
        ? `'${call.name}' of a key without rows is null`
        : `'${call.name}' over an empty window is null`;
    return {
      expression: atoms.add({
        aggregation: chosen.key,
        inputs: typed === null ? [] : [typed.expression],
        parameters: [],
        window,
        type,
      }),
      because: type.nullable ? because : null,
    };
  };

  const over = (node: DeclaredCall): Inferred => {
    const [receiver] = node.args;
    if (receiver === undefined || !isAggregateCall(receiver, vocabulary)) {
      if (receiver !== undefined) reportOver(tools, node, receiver);
      return null;
    }
    const window = readWindow(node, report);
    const aggregation = vocabulary.aggregation(receiver.name, receiver.args.length);
    if (aggregation?.definition.window === "refused") {
      report.add(codes.windowRefused, node.nameSpan, `'${receiver.name}' takes no window.`, {
        hint: `Write \`${printExpression(receiver)}\` alone.`,
      });
      return null;
    }
    const value = aggregate(receiver, window ?? ALL_ROWS);
    return window === null ? null : value;
  };

  const windowless = (node: DeclaredCall): Inferred => {
    const value = aggregate(node, ALL_ROWS);
    if (vocabulary.aggregation(node.name, node.args.length)?.definition.window !== "required") return value;
    report.add(codes.windowMissing, node.span, `'${node.name}' needs a window.`, {
      hint: `Write \`${printExpression(node)}.over("1d")\`.`,
    });
    return null;
  };

  const latest = (node: DeclaredExpression): Inferred => {
    const typed = inferRow(node);
    const chosen = vocabulary.aggregationByKey(LATEST);
    if (typed === null || chosen === null) return null;
    if (typed.expression.type.kind === "null") {
      report.add(codes.constantFeature, node.span, `'${printExpression(node)}' is always null.`, {
        hint: "Drop it, or give one of its branches a value.",
      });
      return null;
    }
    const type = resultType(tools, chosen, typed.expression.type, node);
    if (type === null) return null;
    return {
      expression: atoms.add({
        aggregation: LATEST,
        inputs: [typed.expression],
        parameters: [],
        window: ALL_ROWS,
        type,
      }),
      because: `the latest '${printExpression(node)}' of a key without rows is null`,
    };
  };

  return {
    home: row.home,
    // Columns are read through `latest` below, so nothing is left to ask for.
    input: (node) => latest(node),
    intercept(node) {
      if (isOver(node)) return over(node);
      if (isAggregateCall(node, vocabulary)) return windowless(node);
      const { readsInput, aggregates } = shapeOf(node);
      return readsInput && !aggregates && !asksForNull(node, shapeOf) ? latest(node) : undefined;
    },
  };
}

/**
 * `column ?? 0` and `column === null` speak of the latest value itself, which is also null where a key has no rows:
 * the column is read first, and then compared, so that `??` gives a feature that is never null.
 */
function asksForNull(node: DeclaredExpression, shapeOf: Tools["shapeOf"]): boolean {
  if (node.kind !== "call" || node.form !== "operator") return false;
  const [left, right] = node.args;
  if (left === undefined || right === undefined) return false;
  if (node.name === "??") return !shapeOf(right).readsInput;
  return (node.name === "===" || node.name === "!==") && [left, right].some(isNull);
}

function isNull(node: DeclaredExpression): boolean {
  return node.kind === "literal" && node.value.type === "null";
}

function resultType(
  { report }: Tools,
  { definition }: NamedAggregation,
  input: ValueType | null,
  node: DeclaredExpression,
): ValueType | null {
  const inference =
    input?.kind === "null"
      ? null
      : definition.infer({ inputs: input === null ? [] : [input], parameters: [] });
  if (inference !== null && "type" in inference) return inference.type;
  const argument = node.kind === "call" && node.form === "function" ? node.args[0] : undefined;
  const found = input === null ? "nothing" : printType(input);
  const message = inference?.problem ?? `does not aggregate ${found}.`;
  report.add(codes.wrongAggregateInput, argument?.span ?? node.span, `'${definition.name}' ${message}`, {
    hint: inference?.hint,
  });
  return null;
}
