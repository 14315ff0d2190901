// `t`: types of columns, keys and request fields, with their arguments.
import type { ts } from "ts-morph";
import type { DeclaredType } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse, spanIn } from "./context.ts";
import { toPlain } from "./convert.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { ERROR, type Scope, type Value } from "./value.ts";

const PLAIN = ["int64", "float64", "bool", "string", "timestamp"];
/** Types that are called, and how. */
const CALLED: Readonly<Record<string, string>> = {
  decimal: "t.decimal(12, 2)",
  list: "t.list(t.string)",
  vector: "t.vector(128)",
};

/** `t.int64` */
export function typeNamed(
  context: Context,
  name: string,
  span: Span,
  nameNode: ts.Node,
  scope: Scope,
): Value {
  if (PLAIN.includes(name)) return { kind: "type", type: { kind: name, nullable: false, span } };
  const example = Object.hasOwn(CALLED, name) ? CALLED[name] : undefined;
  if (example !== undefined) {
    return refuse(context, scope, codes.unknownType, nameNode, `'t.${name}' takes arguments.`, {
      hint: `Write it as in \`${example}\`.`,
    });
  }
  const known = [...PLAIN, ...Object.keys(CALLED)];
  return refuse(context, scope, codes.unknownType, nameNode, `There is no type 't.${name}'.`, {
    hint: didYouMean(name, known) ?? `There are ${known.map((type) => `t.${type}`).join(", ")}.`,
  });
}

/** `t.decimal(12, 2)`, `t.list(t.string)`, `t.vector(128)`; null where `name` is no type that is called. */
export function typeCalled(
  context: Context,
  name: string,
  node: ts.CallExpression,
  scope: Scope,
): Value | null {
  if (!Object.hasOwn(CALLED, name)) return null;
  const args = node.arguments.map((argument) => context.read(argument, scope));
  if (args.some(({ kind }) => kind === "error")) return ERROR;
  const type = typeOf(name, args);
  if (type !== null) return { kind: "type", type: { ...type, span: spanIn(scope, node) } };
  return refuse(context, scope, codes.unknownType, node, `'t.${name}' does not take these arguments.`, {
    hint: `${WANTS[name]} Write it as in \`${CALLED[name]}\`.`,
  });
}

const WANTS: Readonly<Record<string, string>> = {
  decimal: "It takes the number of digits in all, 1 to 15, and how many of them stand after the point.",
  list: "It takes the type of the items, which are never null and no lists themselves.",
  vector: "It takes the number of items, a whole number from 1 to 65536.",
};

function typeOf(name: string, args: readonly Value[]): Omit<DeclaredType, "span"> | null {
  const [first, second] = args;
  if (name === "decimal") {
    const [precision, scale] = [wholeOf(first, 1, 15), wholeOf(second, 0, 15)];
    if (precision === null || scale === null || scale > precision || args.length !== 2) return null;
    return { kind: "decimal", nullable: false, precision, scale };
  }
  if (args.length !== 1) return null;
  if (name === "vector") {
    const size = wholeOf(first, 1, 65_536);
    if (size === null || first === undefined) return null;
    const element = { kind: "float64", nullable: false, span: spanOfLiteral(first) };
    return { kind: "list", nullable: false, element, size };
  }
  if (first?.kind !== "type" || first.type.nullable || first.type.kind === "list") return null;
  return { kind: "list", nullable: false, element: first.type };
}

function wholeOf(value: Value | undefined, least: number, most: number): number | null {
  const number = value === undefined ? undefined : toPlain(value);
  return Number.isInteger(number) && Number(number) >= least && Number(number) <= most
    ? Number(number)
    : null;
}

function spanOfLiteral(value: Value): Span {
  if (value.kind !== "expression") throw new Error("A size is a literal.");
  return value.expression.span;
}
