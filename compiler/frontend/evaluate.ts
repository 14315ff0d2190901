// Constant evaluation: operations on literals, done while reading exactly as JavaScript would do them.
import type { DeclaredExpression, DeclaredLiteral } from "../ir/declaration.ts";

type Plain = number | string | boolean | null;

/** The literal that an operation on literals gives; null where it has to stay an operation. */
export function evaluate(
  form: "operator" | "function",
  name: string,
  args: readonly DeclaredExpression[],
): DeclaredLiteral | null {
  const literals: DeclaredLiteral[] = [];
  for (const arg of args) {
    if (arg.kind !== "literal") return null;
    literals.push(arg.value);
  }
  const values = literals.map(plainOf);
  const result = compute(form, name, values);
  if (result === undefined) return null;
  const whole = name !== "/" && literals.every((literal) => literal.type === "number" && literal.int);
  return literalOf(result, whole);
}

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "===", "!=="]);

/** The operands of an operator as it takes them: a comparison holds -0 for 0, which JSON can hold. */
export function operandsOf(name: string, args: readonly DeclaredExpression[]): readonly DeclaredExpression[] {
  if (!COMPARISONS.has(name)) return args;
  return args.map((arg) =>
    arg.kind === "call" && Object.is(constantOf(arg, new Map()), -0)
      ? { kind: "literal", value: { type: "number", value: 0, int: true }, span: arg.span }
      : arg,
  );
}

/** Undefined for what is no constant, or none that JavaScript fixes to the bit. Shared parts are computed once. */
function constantOf(
  expression: DeclaredExpression,
  known: Map<DeclaredExpression, Plain | undefined>,
): Plain | undefined {
  if (expression.kind === "literal") return plainOf(expression.value);
  if (expression.kind !== "call" || known.has(expression)) return known.get(expression);
  const { form, name, args } = expression;
  const values: Plain[] = [];
  for (const arg of args) {
    const value = constantOf(arg, known);
    if (value === undefined) break;
    values.push(value);
  }
  const isConstant = values.length === args.length && (form === "operator" || form === "function");
  const value = isConstant ? compute(form, name, values) : undefined;
  known.set(expression, value);
  return value;
}

function compute(form: "operator" | "function", name: string, values: readonly Plain[]): Plain | undefined {
  return form === "operator" ? operate(name, values) : call(name, values);
}

/** Null for numbers that JSON cannot hold: infinities, NaN and negative zero. */
export function literalOf(value: Plain, whole: boolean): DeclaredLiteral | null {
  if (value === null) return { type: "null" };
  if (typeof value === "string") return { type: "string", value };
  if (typeof value === "boolean") return { type: "bool", value };
  if (!Number.isFinite(value) || Object.is(value, -0)) return null;
  return { type: "number", value, int: whole && Number.isSafeInteger(value) };
}

function plainOf(literal: DeclaredLiteral): Plain {
  return literal.type === "null" ? null : literal.value;
}

function operate(name: string, values: readonly Plain[]): Plain | undefined {
  const [a, b] = values;
  if (name === "===") return a === b;
  if (name === "!==") return a !== b;
  if (name === "!" && typeof a === "boolean") return !a;
  if (name === "neg" && typeof a === "number") return -a;
  if (name === "+" && typeof a === "string" && typeof b === "string") return a + b;
  // Strings stay: SQL orders them by code point, JavaScript by UTF-16 unit.
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  return NUMERIC[name]?.(a, b);
}

const NUMERIC: Readonly<Record<string, (a: number, b: number) => number | boolean>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": power,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

/** Exact results only: engines differ in the last bit of others. NaN leaves the operation as it is. */
function power(a: number, b: number): number {
  const result = a ** b;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(result)
    ? result
    : Number.NaN;
}

function call(name: string, values: readonly Plain[]): Plain | undefined {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length !== values.length || numbers.length === 0) return undefined;
  return EXACT[name]?.(...numbers);
}

/** Functions that IEEE 754 fixes to the bit; others stay calls, for the library to define. */
const EXACT: Readonly<Record<string, (...values: number[]) => number>> = {
  "Math.abs": (x = Number.NaN) => Math.abs(x),
  "Math.floor": (x = Number.NaN) => Math.floor(x),
  "Math.ceil": (x = Number.NaN) => Math.ceil(x),
  "Math.round": (x = Number.NaN) => Math.round(x),
  "Math.trunc": (x = Number.NaN) => Math.trunc(x),
  "Math.sign": (x = Number.NaN) => Math.sign(x),
  "Math.sqrt": (x = Number.NaN) => Math.sqrt(x),
  "Math.min": Math.min,
  "Math.max": Math.max,
};
