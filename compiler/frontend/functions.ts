// Inlining: a function's body read with its parameters standing for what they are given.
import { ts } from "ts-morph";
import { bindErrors, bindPattern } from "./bind.ts";
import { readBlock } from "./block.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { spanOf } from "./module.ts";
import {
  type Call,
  ERROR,
  type FunctionNode,
  type FunctionValue,
  innerScope,
  type Scope,
  type Value,
} from "./value.ts";

interface Use {
  readonly node: ts.Node;
  readonly scope: Scope;
}

/** The value of a function for its arguments. `use` is null where a declaration applies a function of its own. */
export function applyFunction(
  context: Context,
  callee: FunctionValue,
  args: readonly Value[],
  use: Use | null,
): Value {
  const { node, name } = callee;
  if (use !== null && isActive(node, use.scope.call)) {
    const path = [...activeNames(use.scope.call, node), name].join(" -> ");
    return refuse(context, use.scope, codes.cycle, use.node, `'${name}' calls itself: ${path}.`, {
      hint: "Write out the cases that you need.",
    });
  }
  const scope = innerScope(callee.scope, use === null ? callee.scope.call : callOf(callee, use));
  const problem = formProblem(node);
  if (problem !== null) {
    return refuse(context, scope, codes.functionForm, node, problem, { hint: "Write `(x) => expression`." });
  }
  if (!bindParameters(context, callee, args, scope, use)) return ERROR;
  const { body } = node;
  if (body === undefined) return refuse(context, scope, codes.functionForm, node, `'${name}' has no body.`);
  return ts.isBlock(body) ? readBlock(context, body, scope) : context.read(body, scope);
}

function callOf({ node, name }: FunctionValue, { node: at, scope }: Use): Call {
  return { node, name, use: scope.call?.use ?? spanOf(scope.module, at), outer: scope.call };
}

function isActive(node: FunctionNode, call: Call | null): boolean {
  for (let frame = call; frame !== null; frame = frame.outer) if (frame.node === node) return true;
  return false;
}

/** Names from the function's first call to the innermost one. */
function activeNames(call: Call | null, node: FunctionNode): readonly string[] {
  const names: string[] = [];
  for (let frame = call; frame !== null; frame = frame.outer) {
    names.unshift(frame.name);
    if (frame.node === node) break;
  }
  return names;
}

function formProblem(node: FunctionNode): string | null {
  if (node.asteriskToken !== undefined) return "A generator has no single value.";
  const isAsync = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  return isAsync ? "An async function has no value yet when it returns." : null;
}

/** False where arguments and parameters do not match. */
function bindParameters(
  context: Context,
  callee: FunctionValue,
  args: readonly Value[],
  scope: Scope,
  use: Use | null,
): boolean {
  const { parameters } = callee.node;
  for (const [index, parameter] of parameters.entries()) {
    if (parameter.dotDotDotToken !== undefined) {
      refuse(context, scope, codes.functionForm, parameter, "The number of parameters must be fixed.", {
        hint: "Name each parameter.",
      });
      bindErrors(parameter.name, scope);
      continue;
    }
    const given = args[index] ?? (parameter.initializer && context.read(parameter.initializer, scope));
    if (given === undefined) {
      const [at, where] = use === null ? [parameter, scope] : [use.node, use.scope];
      const message = countMessage(callee, args);
      refuse(context, where, codes.badCall, at, message);
      return false;
    }
    bindPattern(context, parameter.name, given, scope);
  }
  const last = parameters.at(-1);
  if (use !== null && args.length > parameters.length && last?.dotDotDotToken === undefined) {
    const message = countMessage(callee, args);
    refuse(context, use.scope, codes.badCall, use.node, message);
    return false;
  }
  return true;
}

function countMessage({ name, node }: FunctionValue, args: readonly Value[]): string {
  const wanted = node.parameters.length;
  const title = name === "" ? "The function" : `'${name}'`;
  return `${title} takes ${wanted} argument${wanted === 1 ? "" : "s"}, not ${args.length}.`;
}
