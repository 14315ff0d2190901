// Random well-typed expressions over columns of every kind.
import type { Expression } from "../../compiler/ir/expression.ts";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { callOf } from "../../compiler/library/convert.ts";
import type { Inference } from "../../compiler/library/define.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { sameKind } from "../../compiler/library/kinds.ts";
import { type Signature, signaturesOf, TYPES } from "./signatures.ts";
import { pick, type Random, randomValue, SPECIALS } from "./values.ts";

export { TYPES };

/** One column of each type that always has a value, and one that may be null. */
export const TREE_INPUTS = TYPES.flatMap((type) => [
  { name: nameOf(type), type },
  { name: `${nameOf(type)}_or_null`, type: { ...type, nullable: true } },
]);

interface Option {
  readonly key: string;
  readonly inference: Extract<Inference, { readonly type: ValueType }>;
  readonly args: readonly Signature[];
}

/** Makes expressions of a type; the same random numbers make the same ones. */
export function createTrees(random: Random): (type: ValueType, depth: number) => Expression {
  const options = Object.entries(functions).flatMap(([key, definition]) =>
    signaturesOf(key, definition, random).flatMap((args): readonly Option[] => {
      const inference = definition.infer(args);
      return inference !== null && "type" in inference ? [{ key, inference, args }] : [];
    }),
  );
  const grow = (type: ValueType, depth: number, known: ReadonlySet<string>): Expression => {
    if (type.kind === "null") return { kind: "literal", type, value: null };
    const shape = random();
    if (depth === 0 || shape < 0.08) return leaf(random, type, known);
    if (shape < 0.2) return narrowed(type, depth, known);
    const fitting = options.filter(
      ({ inference }) => sameKind(inference.type, type) && (type.nullable || !inference.type.nullable),
    );
    const keys = [...new Set(fitting.map(({ key }) => key))];
    if (keys.length === 0) return leaf(random, type, known);
    const key = pick(random, keys);
    const option = pick(
      random,
      fitting.filter((each) => each.key === key),
    );
    const args = option.args.map((arg) =>
      arg.literal === undefined
        ? grow(arg.type, depth - 1, known)
        : ({ kind: "literal", type: arg.type, value: arg.literal } as const),
    );
    return callOf(key, args, option.inference);
  };
  /** `x !== null ? (x has a value here) : ...` */
  const narrowed = (type: ValueType, depth: number, known: ReadonlySet<string>): Expression => {
    const of = pick(random, TYPES);
    const input = `${nameOf(of)}_or_null`;
    const condition: Expression = {
      kind: "call",
      function: "is_not_null",
      type: { kind: "bool", nullable: false },
      args: [
        { kind: "input", path: [input], type: { ...of, nullable: true } },
        { kind: "literal", type: { kind: "null", nullable: true }, value: null },
      ],
    };
    const yes = grow(type, depth - 1, new Set([...known, input]));
    return { kind: "call", function: "if", type, args: [condition, yes, grow(type, depth - 1, known)] };
  };
  return (type, depth) => grow(type, depth, new Set());
}

/** `decimal2`, `list_of_string`, `vector3`: a column's name. */
export function nameOf({ kind, scale, element, size }: ValueType): string {
  if (kind !== "list") return `${kind}${scale ?? ""}`;
  return size === undefined ? `list_of_${element?.kind}` : `vector${size}`;
}

function leaf(random: Random, type: ValueType, known: ReadonlySet<string>): Expression {
  if (type.kind === "null") return { kind: "literal", type, value: null };
  const plain = { ...type, nullable: false };
  if (!TYPES.some((each) => sameKind(each, type)) || random() < 0.25) {
    const value = type.kind === "list" ? randomValue(random, plain) : pick(random, SPECIALS[type.kind]);
    return { kind: "literal", type: plain, value };
  }
  const nullable = `${nameOf(type)}_or_null`;
  if (known.has(nullable)) return { kind: "input", path: [nullable], type: plain };
  return { kind: "input", path: [type.nullable ? nullable : nameOf(type)], type };
}
