// Random well-typed expressions over columns of every kind.
import type { Expression } from "../../compiler/ir/expression.ts";
import type { ScalarKind, ValueType } from "../../compiler/ir/value-type.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { type Signature, signaturesOf } from "./signatures.ts";
import { pick, type Random, SPECIALS } from "./values.ts";

export const KINDS: readonly ScalarKind[] = ["int64", "float64", "bool", "string", "timestamp"];

/** One column of each kind that always has a value, and one that may be null. */
export const TREE_INPUTS = KINDS.flatMap((kind) => [
  { name: kind, type: { kind, nullable: false } },
  { name: `${kind}_or_null`, type: { kind, nullable: true } },
]);

interface Option {
  readonly key: string;
  readonly type: ValueType;
  readonly args: readonly Signature[];
}

/** Makes expressions of a type; the same random numbers make the same ones. */
export function createTrees(random: Random): (type: ValueType, depth: number) => Expression {
  const options = Object.entries(functions).flatMap(([key, definition]) =>
    signaturesOf(key, definition, random).flatMap((args): readonly Option[] => {
      const inference = definition.infer(args);
      return inference !== null && "type" in inference ? [{ key, type: inference.type, args }] : [];
    }),
  );
  const grow = (type: ValueType, depth: number, known: ReadonlySet<string>): Expression => {
    if (type.kind === "null") return { kind: "literal", type, value: null };
    const shape = random();
    if (depth === 0 || shape < 0.08) return leaf(random, type, type.kind, known);
    if (shape < 0.2) return narrowed(type, depth, known);
    const fitting = options.filter(
      (option) => option.type.kind === type.kind && (type.nullable || !option.type.nullable),
    );
    const keys = [...new Set(fitting.map(({ key }) => key))];
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
    return { kind: "call", function: key, type: option.type, args };
  };
  /** `x !== null ? (x has a value here) : ...` */
  const narrowed = (type: ValueType, depth: number, known: ReadonlySet<string>): Expression => {
    const input = `${pick(random, KINDS)}_or_null`;
    const kind = KINDS.find((each) => input.startsWith(each)) ?? "bool";
    const condition: Expression = {
      kind: "call",
      function: "is_not_null",
      type: { kind: "bool", nullable: false },
      args: [
        { kind: "input", path: [input], type: { kind, nullable: true } },
        { kind: "literal", type: { kind: "null", nullable: true }, value: null },
      ],
    };
    const yes = grow(type, depth - 1, new Set([...known, input]));
    return { kind: "call", function: "if", type, args: [condition, yes, grow(type, depth - 1, known)] };
  };
  return (type, depth) => grow(type, depth, new Set());
}

function leaf(random: Random, type: ValueType, kind: ScalarKind, known: ReadonlySet<string>): Expression {
  if (random() < 0.25)
    return { kind: "literal", type: { kind, nullable: false }, value: pick(random, SPECIALS[kind]) };
  const nullable = `${kind}_or_null`;
  if (known.has(nullable)) return { kind: "input", path: [nullable], type: { kind, nullable: false } };
  if (type.nullable) return { kind: "input", path: [nullable], type };
  return { kind: "input", path: [kind], type };
}
