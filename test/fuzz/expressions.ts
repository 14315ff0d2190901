// Well-typed expressions in the author's spelling, over whatever leaves a scope has, from the library's own signatures.
import fc from "fast-check";
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";
import type { FunctionDefinition, Spelling } from "../../compiler/library/define.ts";
import { spell } from "../../compiler/library/expression-text.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { type Signature, signaturesOf } from "../parity/signatures.ts";
import { createRandom } from "../parity/values.ts";

type Text = fc.Arbitrary<string>;

/** A call that gives a type from arguments of others. */
interface Option {
  readonly key: string;
  readonly spelling: Spelling;
  readonly type: ValueType;
  readonly args: readonly Signature[];
}

const KINDS: readonly ScalarKind[] = ["int64", "float64", "bool", "string", "timestamp"];

/** Found once: what the library can do, by the kind of its result. */
const OPTIONS: ReadonlyMap<string, readonly Option[]> = new Map(
  KINDS.map((kind) => [kind, optionsFor(kind)]),
);

/** Expressions of a kind that are never null, over values of `kinds`; `leaves` gives those of depth 0. */
export function expressions(
  leaves: (kind: ScalarKind) => Text,
  nullableLeaves: (kind: ScalarKind) => Text,
  depth: number,
  kinds: readonly ScalarKind[] = KINDS,
): (kind: ScalarKind) => Text {
  const known = new Map<string, Text>();
  const of = (kind: ScalarKind, left: number): Text => {
    const key = `${kind} ${left}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const leaf = fc.oneof(
      leaves(kind),
      fc
        .tuple(nullableLeaves(kind), kind === "timestamp" ? leaves(kind) : literal(kind))
        .map(([text, other]) => `(${text} ?? ${other})`),
    );
    const made = left === 0 ? leaf : fc.oneof({ withCrossShrink: true }, leaf, ...calls(kind, left));
    known.set(key, made);
    return made;
  };
  const calls = (kind: ScalarKind, left: number): readonly Text[] =>
    (OPTIONS.get(kind) ?? [])
      .filter(({ args }) => args.every(({ type }) => kinds.includes(type.kind as ScalarKind)))
      .map((option) =>
        fc
          .tuple(...option.args.map((arg) => argument(arg, left - 1)))
          .map((args) => spell(option.spelling, args.map(parenthesised))),
      );
  const argument = ({ type, literal: fixed }: Signature, left: number): Text => {
    if (fixed !== undefined) return fc.constant(literalText(fixed, type));
    const kind = type.kind as ScalarKind;
    return type.nullable ? nullableLeaves(kind) : of(kind, left);
  };
  return (kind) => of(kind, depth);
}

export function literal(kind: ScalarKind): Text {
  switch (kind) {
    case "int64":
      return fc
        .constantFrom(0, 1, -1, 2, 7, 100)
        .map((value) => literalText(value, { kind, nullable: false }));
    case "float64":
      return fc
        .constantFrom(0, 0.1, -0.3, 1, 2.5, 1e9)
        .map((value) => literalText(value, { kind, nullable: false }));
    case "bool":
      return fc.constantFrom("true", "false");
    case "string":
      return fc.constantFrom("", "x", "é", "😀", "a,b").map((text) => JSON.stringify(text));
    default:
      throw new Error(`${kind} has no literals`);
  }
}

function literalText(value: Value, { kind }: ValueType): string {
  if (typeof value !== "number") return JSON.stringify(value);
  if (kind !== "float64") return value < 0 ? `(${value})` : String(value);
  const digits = Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
  return value < 0 || Object.is(value, -0) ? `(-${digits.replace("-", "")})` : digits;
}

/** Negative numbers and text take methods as well. */
function parenthesised(text: string): string {
  return /^[\w.]+$/.test(text) && !/^\d/.test(text) ? text : `(${text})`;
}

/** Of each function a few signatures: all of some would drown the others. */
function optionsFor(kind: ScalarKind): readonly Option[] {
  const random = createRandom(1);
  return Object.entries(functions as Readonly<Record<string, FunctionDefinition>>).flatMap(
    ([key, definition]) => {
      const [spelling] = definition.spellings;
      if (spelling === undefined) return [];
      const fitting = signaturesOf(key, definition, random).flatMap((args): readonly Option[] => {
        const inference = definition.infer(args);
        if (inference === null || !("type" in inference)) return [];
        const { type } = inference;
        if (type.kind !== kind || type.nullable || !args.every(isSpeakable)) return [];
        if (args.every(({ literal: fixed }) => fixed !== undefined)) return [];
        return [{ key, spelling, type, args }];
      });
      return fitting.slice(0, 4);
    },
  );
}

/** Literals of the awkward kinds have no spelling, and null has no leaf. */
function isSpeakable({ type, literal: fixed }: Signature): boolean {
  if (!KINDS.includes(type.kind as ScalarKind)) return false;
  if (fixed === undefined) return true;
  return type.kind !== "timestamp" && (typeof fixed !== "number" || Number.isFinite(fixed));
}
