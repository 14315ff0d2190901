// Checked expressions as an author could have written them.
import type { CallExpression, Expression } from "../ir/expression.ts";
import type { Argument, FunctionDefinition, Spelling } from "./define.ts";
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
    case "call":
      return callText(expression, atomText);
  }
}

function callText(call: CallExpression, atomText: (id: string) => string): string {
  const definition = definitionOf(call);
  const spelling = definition?.spellings[0];
  const [first] = call.args;
  // What has no spelling only fits a value to its place: the author wrote the value.
  if (definition === undefined || spelling === undefined || first === undefined)
    return first === undefined ? `${call.function}()` : expressionText(first, atomText);
  const args = writtenArgs(definition, call.args).map((arg, at) => {
    const text = expressionText(arg, atomText);
    const inner = spellingOf(arg);
    if (spelling.form === "function" || (spelling.form === "method" && at > 0)) return text;
    const joins = at === 0 && inner?.name === spelling.name && ASSOCIATIVE.has(spelling.name);
    return inner?.form === "operator" && !joins ? `(${text})` : text;
  });
  return joined(spelling, args);
}

const ASSOCIATIVE: ReadonlySet<string> = new Set(["&&", "||", "+", "*"]);

/** Without what the checker appended of their types. */
function writtenArgs({ infer }: FunctionDefinition, args: readonly Expression[]): readonly Expression[] {
  const written = args.slice(0, -1);
  const inferred = written.length === 0 ? null : infer(written.map(argumentOf));
  const hidden = inferred !== null && "type" in inferred ? (inferred.constants ?? []).length : 0;
  return hidden === 1 ? written : args;
}

function argumentOf(expression: Expression): Argument {
  const { type } = expression;
  return expression.kind === "literal" ? { type, literal: expression.value } : { type };
}

function definitionOf({ function: key }: CallExpression): FunctionDefinition | undefined {
  const list: Readonly<Record<string, FunctionDefinition>> = functions;
  return Object.hasOwn(list, key) ? list[key] : undefined;
}

function spellingOf(expression: Expression): Spelling | undefined {
  if (expression.kind !== "call") return undefined;
  const definition = definitionOf(expression);
  const [first] = expression.args;
  return definition?.spellings.length === 0 && first !== undefined
    ? spellingOf(first)
    : definition?.spellings[0];
}

/** A call as it is spelt; operators in parentheses, so that it can stand anywhere. */
export function spell(spelling: Spelling, args: readonly string[]): string {
  const text = joined(spelling, args);
  return spelling.form === "operator" ? `(${text})` : text;
}

function joined({ form, name }: Spelling, args: readonly string[]): string {
  const [first = "", ...rest] = args;
  if (form === "property") return `${first}.${name}`;
  if (form === "method") return `${first}.${name}(${rest.join(", ")})`;
  if (form === "function") return `${name}(${args.join(", ")})`;
  if (name === "?:") return `${first} ? ${rest[0]} : ${rest[1]}`;
  if (rest.length === 0) return `${name === "neg" ? "-" : name}${first}`;
  return `${first} ${name} ${rest.join(` ${name} `)}`;
}
