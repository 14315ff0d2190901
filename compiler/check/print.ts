// Declared expressions and types as short text, for messages.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { ValueType } from "../ir/value-type.ts";

const LONGEST = 48;

export function printType(type: ValueType): string {
  if (type.kind === "null") return "null";
  return type.nullable ? `${nameOf(type)} or null` : nameOf(type);
}

function nameOf({ kind, scale, element, size }: ValueType): string {
  if (kind === "decimal") return `decimal of scale ${scale ?? 0}`;
  if (kind !== "list") return kind;
  return size === undefined ? `list of ${element?.kind}` : `vector of ${size}`;
}

/** As the author could have written it, without the row's name: `mean(delay).over("6h")`. */
export function printExpression(node: DeclaredExpression): string {
  const text = print(node, LONGEST);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** `budget` is roughly how many characters anyone will read: shared subexpressions could print to no end. */
function print(node: DeclaredExpression, budget: number): string {
  if (budget <= 0) return "…";
  switch (node.kind) {
    case "literal":
      return node.value.type === "null" ? "null" : JSON.stringify(node.value.value);
    case "input":
      return node.path.join(".");
    case "list":
      return `[${printAll(node.items, budget - 2)}]`;
    case "record":
      return "{ … }";
    case "failed":
      return "…";
    case "call":
      return printCall(node, budget);
  }
}

function printCall(node: DeclaredExpression & { kind: "call" }, budget: number): string {
  const [first, second, third] = node.args;
  if (first === undefined || node.form === "function") return `${node.name}(${printAll(node.args, budget)})`;
  const head = print(first, budget - node.name.length);
  const left = budget - head.length - node.name.length - 2;
  if (node.form === "property") return `${head}.${node.name}`;
  if (node.form === "method") return `${head}.${node.name}(${printAll(node.args.slice(1), left)})`;
  if (second === undefined) return `${node.name === "neg" ? "-" : node.name}${head}`;
  if (third === undefined) return `${head} ${node.name} ${print(second, left)}`;
  return `${head} ? ${print(second, left)} : ${print(third, left - LONGEST / 2)}`;
}

function printAll(nodes: readonly DeclaredExpression[], budget: number): string {
  let text = "";
  for (const node of nodes) {
    if (text !== "") text += ", ";
    text += print(node, budget - text.length);
  }
  return text;
}
