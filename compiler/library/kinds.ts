// Type rules that many functions share: which kinds they take, and the one type of two branches.
import type { ScalarKind, Value, ValueType } from "../ir/value-type.ts";
import { MOST_SCALE, scaleOfNumber } from "./decimal.ts";
import type { Argument, Inference } from "./define.ts";

export const FLOAT64: ValueType = Object.freeze({ kind: "float64", nullable: false });
export const INT64: ValueType = Object.freeze({ kind: "int64", nullable: false });
export const BOOL: ValueType = Object.freeze({ kind: "bool", nullable: false });
export const STRING: ValueType = Object.freeze({ kind: "string", nullable: false });
export const TIMESTAMP: ValueType = Object.freeze({ kind: "timestamp", nullable: false });
export const NULL: ValueType = Object.freeze({ kind: "null", nullable: true });

export function decimalType(scale: number, nullable = false): ValueType {
  return { kind: "decimal", nullable, scale };
}

export function listType(element: ValueType, nullable = false): ValueType {
  return { kind: "list", nullable, element };
}

export function isNumber(type: ValueType): boolean {
  return type.kind === "int64" || type.kind === "float64";
}

/** "string and int64", for messages. */
export function kindsOf(args: readonly Argument[]): string {
  return args.map(({ type }) => type.kind).join(" and ");
}

/** The result type where every argument is a number, and a problem where one is not. Decimals come as float64. */
export function infersNumbers(count: number, result: (args: readonly Argument[]) => ValueType) {
  return (args: readonly Argument[]): Inference => {
    const wrong = wrongCount(args, count);
    if (wrong !== null) return wrong;
    const argument = args.findIndex(({ type }) => !isNumber(type) && type.kind !== "decimal");
    if (argument >= 0) return { problem: `computes with numbers, not with ${kindsOf(args)}.`, argument };
    if (args.every(({ type }) => type.kind !== "decimal")) return { type: result(args) };
    const wanted = args.map(({ type }) => (type.kind === "decimal" ? FLOAT64 : type));
    return { type: result(wanted.map((type) => ({ type }))), args: wanted };
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

/** The literal number of digits after a decimal's point that an argument is, or what is wrong with it. */
export function digitsOf({ literal }: Argument, argument: number): number | NonNullable<Inference> {
  const isDigits = typeof literal === "number" && Number.isInteger(literal);
  if (isDigits && literal >= 0 && literal <= MOST_SCALE) return literal;
  return { problem: `takes a literal number of digits from 0 to ${MOST_SCALE}.`, argument };
}

/** The same kind, scale, items and size; whether null may be among them is not asked. */
export function sameKind(left: ValueType, right: ValueType): boolean {
  if (left.kind !== right.kind || left.scale !== right.scale || left.size !== right.size) return false;
  if (left.element === undefined || right.element === undefined) return left.element === right.element;
  return sameKind(left.element, right.element);
}

/** The type that holds the values of both; null where there is none. A literal such as `0.5` can be a decimal. */
export function unify(left: ValueType, right: ValueType, ...literals: readonly Value[]): ValueType | null {
  const nullable = left.nullable || right.nullable;
  if (left.kind === "null") return { ...right, nullable: true };
  if (right.kind === "null") return { ...left, nullable: true };
  if (left.kind === "decimal" || right.kind === "decimal") {
    const [a, b] = [scaleOf(left, literals[0]), scaleOf(right, literals[1])];
    return a === null || b === null ? null : decimalType(Math.max(a, b), nullable);
  }
  if (left.kind === "list" || right.kind === "list") return unifyLists(left, right, nullable);
  if (left.kind === right.kind) return { kind: left.kind, nullable };
  return isNumber(left) && isNumber(right) ? { kind: "float64", nullable } : null;
}

/** The scale that a value has as a decimal; null where it is none and cannot become one. */
export function scaleOf(type: ValueType, literal?: Value): number | null {
  if (type.kind === "decimal") return type.scale ?? 0;
  if (type.kind === "int64") return 0;
  return type.kind === "float64" && typeof literal === "number" ? scaleOfNumber(literal) : null;
}

function unifyLists(left: ValueType, right: ValueType, nullable: boolean): ValueType | null {
  if (left.element === undefined || right.element === undefined) return null;
  if (!sameKind(left.element, right.element)) return null;
  const size = left.size === right.size ? left.size : undefined;
  return { ...listType(left.element, nullable), ...(size === undefined ? {} : { size }) };
}

/** `unify` of two arguments, whose literals may become decimals. */
export function unifyArguments(left: Argument, right: Argument): ValueType | null {
  return unify(left.type, right.type, left.literal ?? null, right.literal ?? null);
}

/** A result of `type` whose arguments become `args` where they are decimals; other branches widen by themselves. */
export function branches(type: ValueType, args: readonly ValueType[]): Inference {
  return type.kind === "decimal" ? { type, args } : { type };
}

/** What to say where `what` should be of one type and are not. */
export function differing(what: string, args: readonly Argument[]): { problem: string; hint?: string } {
  const problem = `needs ${what} of one type, not ${kindsOf(args)}.`;
  if (args.some(({ type }) => type.size !== undefined) && args.some(({ literal }) => Array.isArray(literal)))
    return { problem, hint: AS_VECTOR };
  return mixesDecimals(args) ? { problem, hint: EXACTLY } : { problem };
}

/** Whether a decimal meets a float64, which is none that the decimal can be exact with. */
export function mixesDecimals(args: readonly Argument[]): boolean {
  return args.some(({ type }) => type.kind === "decimal") && args.some(({ type }) => type.kind === "float64");
}

export const AS_VECTOR = "A list that is written out becomes a vector by name: `vector([0, 0, 0])`.";

export const EXACTLY = "Decimals are exact and float64 is not: write `toFloat64(x)` of the decimal.";
