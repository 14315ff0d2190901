// One checked expression on each face: as SQL, as JavaScript, and as a value, all from the same definitions.
import type { CallExpression, Expression } from "../ir/expression.ts";
import type { Value, ValueType } from "../ir/value-type.ts";
import type { FunctionDefinition, JavaScriptScope, Operand, SqlScope } from "./define.ts";
import { functions } from "./functions/index.ts";
import { bare } from "./javascript-text.ts";
import { javascriptLiteral, sqlLiteral } from "./literals.ts";
import { rawSql, type Sql } from "./sql.ts";

type ByPath<Result> = (path: readonly string[]) => Result;
type ById<Result> = (id: string) => Result;

/** SQL of the expression's own type, safe to embed; what it uses twice is bound in `scope`. */
export function emitSql(
  expression: Expression,
  scope: SqlScope,
  resolveInput: ByPath<Sql>,
  resolveAtom: ById<Sql> = refuse,
): Sql {
  return fold<Sql>(expression, {
    literal: (value, type) => rawSql(sqlLiteral(value, type)),
    input: resolveInput,
    atom: resolveAtom,
    call: (definition, args) => definition.sql(args, scope),
  });
}

/** JavaScript in the formatter's own spelling, for the right of `=`, `:` or `return`, or as an argument. */
export function emitJavaScript(
  expression: Expression,
  scope: JavaScriptScope,
  resolveInput: ByPath<string>,
  resolveAtom: ById<string> = refuse,
): string {
  const text = fold<string>(expression, {
    literal: javascriptLiteral,
    input: resolveInput,
    atom: resolveAtom,
    call: (definition, args) => definition.javascript(args, scope),
  });
  return bare(text);
}

interface Faces<Result> {
  literal(value: Value, type: ValueType): Result;
  input: ByPath<Result>;
  atom: ById<Result>;
  call(definition: FunctionDefinition, args: readonly Operand<Result>[]): Result;
}

function fold<Result>(expression: Expression, faces: Faces<Result>): Result {
  switch (expression.kind) {
    case "literal":
      return faces.literal(expression.value, expression.type);
    case "input":
      return faces.input(expression.path);
    case "atom":
      return faces.atom(expression.id);
    case "call": {
      const args = expression.args.map((arg) => ({
        text: fold(arg, faces),
        type: arg.type,
        ...(arg.kind === "literal" ? { literal: arg.value } : {}),
      }));
      return faces.call(definitionOf(expression), args);
    }
  }
}

/** The value itself: the meaning that SQL and JavaScript are held to. Lazy where the language is. */
export function evaluateExpression(
  expression: Expression,
  resolveInput: ByPath<Value>,
  resolveAtom: ById<Value> = refuse,
): Value {
  const evaluate = (part: Expression): Value => evaluateExpression(part, resolveInput, resolveAtom);
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "input":
      return resolveInput(expression.path);
    case "atom":
      return resolveAtom(expression.id);
    case "call": {
      const [first, second, third] = expression.args;
      if (first !== undefined && second !== undefined) {
        // Branches not taken may hold nulls that their functions never see.
        if (expression.function === "if" && third !== undefined) {
          return evaluate(evaluate(first) === true ? second : third);
        }
        if (expression.function === "and") return evaluate(first) === true && evaluate(second) === true;
        if (expression.function === "or") return evaluate(first) === true || evaluate(second) === true;
        if (expression.function === "coalesce") return evaluate(first) ?? evaluate(second);
      }
      return definitionOf(expression).evaluate(...expression.args.map(evaluate));
    }
  }
}

function definitionOf(call: CallExpression): FunctionDefinition {
  const list: Readonly<Record<string, FunctionDefinition>> = functions;
  const definition = Object.hasOwn(list, call.function) ? list[call.function] : undefined;
  if (definition === undefined) throw new Error(`The library has no function '${call.function}'.`);
  return definition;
}

function refuse(id: string): never {
  throw new Error(`Aggregate '${id}' is read where no aggregates are in scope.`);
}
