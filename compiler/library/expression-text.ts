// Checked expressions as an author could have written them.
import type { Expression } from "../ir/expression.ts";
import type { FunctionDefinition, Spelling } from "./define.ts";
import { decimalText } from "./decimal.ts";
import { functions } from "./functions/index.ts";

/** `atomText` spells aggregates; inputs are their path: `delay`, `merchant.category`. */
export function expressionText(expression: Expression, atomText: (id: string) => string): string {
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "number" && expression.type.kind === "decimal"
        ? decimalText(expression.value, expression.type.scale ?? 0)
        : JSON.stringify(expression.value);
    case "input":
      return expression.path.join(".");
    case "atom":
      return atomText(expression.id);
    case "call": {
      const args = expression.args.map((arg) => expressionText(arg, atomText));
      const list: Readonly<Record<string, FunctionDefinition>> = functions;
      const spelling = Object.hasOwn(list, expression.function)
        ? list[expression.function]?.spellings[0]
        : undefined;
      return spelling === undefined ? `${expression.function}(${args.join(", ")})` : spell(spelling, args);
    }
  }
}

/** A call as it is spelt; operators in parentheses. */
export function spell({ form, name }: Spelling, args: readonly string[]): string {
  const [first = "", ...rest] = args;
  if (form === "property") return `${first}.${name}`;
  if (form === "method") return `${first}.${name}(${rest.join(", ")})`;
  if (form === "function") return `${name}(${args.join(", ")})`;
  if (name === "?:") return `(${first} ? ${rest[0]} : ${rest[1]})`;
  if (rest.length === 0) return `(${name === "neg" ? "-" : name}${first})`;
  return `(${first} ${name} ${rest.join(` ${name} `)})`;
}
