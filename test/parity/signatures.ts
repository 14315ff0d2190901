// The argument types that a function takes, found by asking it.
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";
import type { FunctionDefinition } from "../../compiler/library/define.ts";
import { pick, type Random, SPECIALS } from "./values.ts";

const KINDS: readonly ScalarKind[] = ["int64", "float64", "bool", "string", "timestamp"];
const LITERALS: Readonly<Record<string, readonly (readonly [ValueType["kind"], Value])[]>> = {
  power: [
    ["int64", 1],
    ["int64", 2],
    ["int64", 3],
    ["int64", 8],
    ["float64", 0.5],
  ],
  plus: [
    ["string", "3h"],
    ["string", "0s"],
    ["string", "100000w"],
  ],
  minus: [
    ["string", "3h"],
    ["string", "0s"],
    ["string", "100000w"],
  ],
};

export interface Signature {
  readonly type: ValueType;
  readonly literal?: Value;
}

/** Every combination of types that the function accepts; the last argument also as a literal of its type. */
export function signaturesOf(
  key: string,
  definition: FunctionDefinition,
  random: Random,
): readonly (readonly Signature[])[] {
  const most = Math.max(...definition.examples.map(({ args }) => args.length));
  const least = Math.min(...definition.examples.map(({ args }) => args.length));
  const found: (readonly Signature[])[] = [];
  for (let count = least; count <= most; count++) {
    for (const args of combinations(optionsOf(definition), count)) {
      const variants = LITERALS[key] ? withLiterals(args, key) : [args, literalLast(args, random)];
      found.push(...variants.filter((variant) => accepts(definition, variant)));
    }
  }
  return found;
}

function optionsOf(definition: FunctionDefinition): readonly Signature[] {
  const plain = KINDS.map((kind) => ({ type: { kind, nullable: false } }));
  if (definition.nulls === "strict") return plain;
  const nullable = KINDS.map((kind) => ({ type: { kind, nullable: true } }));
  return [...plain, ...nullable, { type: { kind: "null", nullable: true } }];
}

function combinations(options: readonly Signature[], count: number): readonly (readonly Signature[])[] {
  if (count === 0) return [[]];
  return combinations(options, count - 1).flatMap((args) => options.map((option) => [...args, option]));
}

function accepts(definition: FunctionDefinition, args: readonly Signature[]): boolean {
  const inference = definition.infer(args);
  return inference !== null && !("problem" in inference) && inference.type.kind !== "null";
}

function literalLast(args: readonly Signature[], random: Random): readonly Signature[] {
  const last = args.at(-1);
  if (last === undefined || last.type.kind === "null") return args;
  const literal = pick(random, SPECIALS[last.type.kind]);
  return [...args.slice(0, -1), { type: { kind: last.type.kind, nullable: false }, literal }];
}

function withLiterals(args: readonly Signature[], key: string): readonly (readonly Signature[])[] {
  return (LITERALS[key] ?? []).flatMap(([kind, literal]) =>
    args.at(-1)?.type.kind === kind
      ? [[...args.slice(0, -1), { type: { kind, nullable: false }, literal }]]
      : [],
  );
}
