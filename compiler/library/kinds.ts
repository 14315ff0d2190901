// Type rules that many functions share: which kinds they take, and the one type of two branches.
import type { ScalarKind, ValueType } from "../ir/value-type.ts";
import type { Argument, Inference } from "./define.ts";

export const FLOAT64: ValueType = Object.freeze({ kind: "float64", nullable: false });
export const INT64: ValueType = Object.freeze({ kind: "int64", nullable: false });
export const BOOL: ValueType = Object.freeze({ kind: "bool", nullable: false });
export const STRING: ValueType = Object.freeze({ kind: "string", nullable: false });
export const TIMESTAMP: ValueType = Object.freeze({ kind: "timestamp", nullable: false });
export const NULL: ValueType = Object.freeze({ kind: "null", nullable: true });

export function isNumber(type: ValueType): boolean {
  return type.kind === "int64" || type.kind === "float64";
}

/** "string and int64", for messages. */
export function kindsOf(args: readonly Argument[]): string {
  return args.map(({ type }) => type.kind).join(" and ");
}

/** The result type where every argument is a number, and a problem where one is not. */
export function infersNumbers(count: number, result: (args: readonly Argument[]) => ValueType) {
  return (args: readonly Argument[]): Inference => {
    const wrong = wrongCount(args, count);
    if (wrong !== null) return wrong;
    const argument = args.findIndex(({ type }) => !isNumber(type));
    if (argument < 0) return { type: result(args) };
    return { problem: `computes with numbers, not with ${kindsOf(args)}.`, argument };
  };
}

/** A function whose arguments have exactly these kinds. */
export function infersExactly(kinds: readonly ScalarKind[], result: ValueType) {
  return (args: readonly Argument[]): Inference => {
    const wrong = wrongCount(args, kinds.length);
    if (wrong !== null) return wrong;
    const argument = args.findIndex(({ type }, index) => type.kind !== kinds[index]);
    if (argument < 0) return { type: result };
    return { problem: `takes ${kinds[argument]} here, not ${args[argument]?.type.kind}.`, argument };
  };
}

export function wrongCount(args: readonly Argument[], least: number, most = least): Inference {
  if (args.length >= least && args.length <= most) return null;
  const wanted = least === most ? String(least) : `${least} to ${most}`;
  return { problem: `takes ${wanted} ${most === 1 ? "argument" : "arguments"}, not ${args.length}.` };
}

/** The type that holds the values of both; null where there is none. */
export function unify(left: ValueType, right: ValueType): ValueType | null {
  const nullable = left.nullable || right.nullable;
  if (left.kind === "null") return { kind: right.kind, nullable: true };
  if (right.kind === "null") return { kind: left.kind, nullable: true };
  if (left.kind === right.kind) return { kind: left.kind, nullable };
  return isNumber(left) && isNumber(right) ? { kind: "float64", nullable } : null;
}
