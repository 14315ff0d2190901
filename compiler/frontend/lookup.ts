// From a name in an expression to what it stands for: parameters and constants, then the file, then the globals.
import type { ts } from "ts-morph";
import { peerName } from "../library/peer-names.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import { CONVERSIONS, NAMESPACES, refusalOf } from "./globals.ts";
import { didYouMean } from "../library/nearest-name.ts";
import { EXPORTS } from "./exports.ts";
import { BIFOLD } from "./module.ts";
import { ERROR, moduleScope, type Scope, type Value } from "./value.ts";
import type { Resolution } from "./scope.ts";

/** What a constant of a file stands for. */
export type ReadConstant = (target: Extract<Resolution, { kind: "const" }>) => Value;

/** What a name stands for; null where nothing in the file is called so. */
export function lookup(
  context: Context,
  readConstant: ReadConstant,
  name: ts.Identifier,
  scope: Scope,
): Value | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = at.names.get(name.text);
    if (value === "pending") {
      return refuse(context, scope, codes.usedEarly, name, `'${name.text}' is used before its line.`, {
        hint: "Move its line up.",
      });
    }
    if (value !== undefined) return value;
  }
  const target = context.names.local(scope.module, name.text);
  if (target === null) return null;
  switch (target.kind) {
    case "const":
      return readConstant(target);
    case "function":
      return {
        kind: "function",
        node: target.node,
        scope: moduleScope(target.module),
        name: target.name.text,
      };
    case "bifold":
      return { kind: "bifold", name: target.name };
    case "package":
      return refuse(
        context,
        scope,
        codes.packageImport,
        name,
        `'${name.text}' comes from the package '${target.from}'.`,
        {
          hint: "Write the expression out, or declare what it computes as a column of a source.",
        },
      );
    case "miss":
    case "error":
      return ERROR;
  }
}

/** What a name stands for, or a complaint that it stands for nothing. */
export function readName(context: Context, name: ts.Identifier, scope: Scope): Value {
  const value = context.lookup(name, scope);
  if (value !== null) return value;
  const { text } = name;
  if (NAMESPACES.has(text) || CONVERSIONS.has(text)) return { kind: "global", name: text };
  if (text === "undefined") {
    return refuse(context, scope, codes.undefinedValue, name, "'undefined' cannot be used in definitions.", {
      hint: "Write `null`.",
    });
  }
  const refusal = refusalOf(text);
  if (refusal !== null) {
    const complaint = refusal.impure ? codes.impure : codes.globalRefused;
    return refuse(context, scope, complaint, name, `'${text}' cannot be used in a feature.`, {
      hint: refusal.hint,
    });
  }
  const hint =
    (isCalled(name, scope) ? wayOut(text) : undefined) ?? didYouMean(text, visibleNames(scope)) ?? DECLARE;
  return refuse(context, scope, codes.unknownName, name, `There is nothing called '${text}' here.`, { hint });
}

const DECLARE = "Import it, or declare it with `const`.";

function isCalled(name: ts.Identifier, { module }: Scope): boolean {
  return /^\s*\(/.test(module.text.slice(name.end));
}

/** What is called so was to be of the vocabulary: ours that was not imported, a peer's, or one of ours misspelt. */
function wayOut(name: string): string | undefined {
  if (EXPORTS.has(name)) return `Import it: \`import { ${name} } from "${BIFOLD}"\`.`;
  return peerName("function", name);
}

function visibleNames(scope: Scope): readonly string[] {
  const names = [...scope.module.bindings.keys(), ...NAMESPACES];
  for (let at: Scope | null = scope; at !== null; at = at.parent) names.push(...at.names.keys());
  return names;
}
