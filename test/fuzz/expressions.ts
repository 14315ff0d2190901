// Well-typed expressions in the author's spelling, over whatever leaves a scope has, from the library's own signatures.
import fc from "fast-check";
import type { ScalarKind, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { decimalText } from "../../compiler/library/decimal.ts";
import type { FunctionDefinition, Spelling } from "../../compiler/library/define.ts";
import { spell } from "../../compiler/library/expression-text.ts";
import { functions } from "../../compiler/library/functions/index.ts";
import { type Signature, signaturesOf } from "../parity/signatures.ts";
import { createRandom } from "../parity/values.ts";

export type Text = fc.Arbitrary<string>;

/** A type as one word: `int64`, `decimal.2`, `list.string`, `vector.3`; whether it may be null is said apart. */
export type TypeKey = string;

/** What can be read by name: never null, or perhaps null. */
export interface Leaves {
  readonly sure: Readonly<Record<TypeKey, readonly string[]>>;
  readonly nullable: Readonly<Record<TypeKey, readonly string[]>>;
}

export interface Expressions {
  /** Expressions of the type; null where none can be written. */
  readonly sure: (key: TypeKey) => Text | null;
  readonly nullable: (key: TypeKey) => Text | null;
  /** A bool that can be read by name. */
  readonly flag: string;
}

export function typeKey({ kind, scale = 0, element, size }: ValueType): TypeKey {
  if (kind === "decimal") return `decimal.${scale}`;
  if (kind !== "list") return kind;
  return size === undefined ? `list.${element === undefined ? "" : typeKey(element)}` : `vector.${size}`;
}

/** A function's call that gives a type from arguments of others. */
interface Call {
  readonly spelling: Spelling;
  readonly args: readonly Signature[];
}

/** Of each function a few signatures a result, chosen evenly: all of some would be very many. */
const MOST_OVERLOADS = 8;

/** By the type of the result, by function: each function is as likely as any other, whatever it is overloaded with. */
const CALLS = findCalls();

/** Functions that some call is of. */
export const SPOKEN: ReadonlySet<string> = new Set([...CALLS.values()].flatMap((calls) => [...calls.keys()]));

/** Types that some expression has, sorted. */
export const RESULTS: readonly TypeKey[] = [
  ...new Set([...CALLS.keys()].map((name) => name.replace("?", ""))),
].sort();

/** Expressions as deep as `depth` over the leaves, and over no types that `without` names. */
export function expressions(leaves: Leaves, depth: number, without: readonly TypeKey[] = []): Expressions {
  const known = new Map<string, Text | null>();
  const of = (key: TypeKey, nullable: boolean, left: number): Text | null => {
    const name = `${key}${nullable ? "?" : ""} ${left}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const leaf = nullable ? nullableLeaf(key) : sureLeaf(key);
    const calls = left === 0 ? [] : callsOf(key, nullable, left);
    const options = [...(leaf === null ? [] : [{ arbitrary: leaf, weight: 1 + calls.length }]), ...calls];
    const made = options.length === 0 ? null : fc.oneof({ withCrossShrink: leaf !== null }, ...options);
    known.set(name, made);
    return made;
  };
  const sureLeaf = (key: TypeKey): Text | null => {
    const texts = leaves.sure[key] ?? [];
    const written = literal(key);
    const read = texts.length > 0 ? fc.constantFrom(...texts) : written;
    if (read === null) return null;
    const sure = key.startsWith("vector") && written !== null ? fc.oneof(read, read, written) : read;
    const maybe = leaves.nullable[key] ?? [];
    if (maybe.length === 0) return sure;
    const handled = fc
      .tuple(fc.constantFrom(...maybe), literal(key) ?? sure)
      .map(([text, other]) => `(${text} ?? ${other})`);
    return fc.oneof(sure, handled);
  };
  const nullableLeaf = (key: TypeKey): Text | null => {
    const texts = leaves.nullable[key] ?? [];
    if (texts.length > 0) return fc.constantFrom(...texts);
    const [condition] = leaves.sure.bool ?? [];
    const sure = sureLeaf(key);
    return sure === null || condition === undefined
      ? null
      : sure.map((text) => `(${condition} ? ${text} : null)`);
  };
  const callsOf = (key: TypeKey, nullable: boolean, left: number) =>
    [...(CALLS.get(`${key}${nullable ? "?" : ""}`) ?? [])].flatMap(([, overloads]) => {
      const spoken = overloads.flatMap(({ spelling, args }) => {
        const written = args.map((arg) => argument(arg, left - 1));
        if (written.includes(null)) return [];
        const said = fc.tuple(...(written as Text[])).map((texts) => placeInside(spelling, args, texts));
        return [said.map((texts) => spell(spelling, texts.map(parenthesised)))];
      });
      return spoken.length === 0 ? [] : [{ arbitrary: fc.oneof(...spoken), weight: 4 }];
    });
  const argument = ({ type, literal: fixed }: Signature, left: number): Text | null => {
    if (type.kind === "null") return fc.constant("null");
    if (fixed !== undefined) return fc.constant(literalText(fixed, type));
    const key = typeKey(type);
    return without.includes(key) ? null : of(key, type.nullable, left);
  };
  const [flag = "false"] = leaves.sure.bool ?? [];
  return { sure: (key) => of(key, false, depth), nullable: (key) => of(key, true, depth), flag };
}

/** Values that the author writes down; null for types that have none. */
export function literal(key: TypeKey): Text | null {
  switch (key) {
    case "int64":
      return constants(key, [0, 1, -1, 2, 7, 100]);
    case "float64":
      return constants(key, [0, 0.1, -0.3, 1, 2.5, 1e9]);
    case "bool":
      return fc.constantFrom("true", "false");
    case "string":
      return fc.constantFrom("", "x", "é", "😀", "a,b").map((text) => JSON.stringify(text));
    case "timestamp":
      return fc.constantFrom('timestamp("2024-02-29T12:00:00Z")', 'timestamp("1999-12-31")');
    case "vector.3":
      return fc.constantFrom("vector([0, 0.5, -1])", "vector([3, 2, 1])");
    default:
      return null;
  }
}

function constants(kind: "int64" | "float64", values: readonly number[]): Text {
  return fc.constantFrom(...values.map((value) => literalText(value, { kind, nullable: false })));
}

function literalText(value: Value, { kind, element, scale = 0 }: ValueType): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => literalText(item, element ?? { kind: "string", nullable: false })).join(", ")}]`;
  }
  if (typeof value !== "number") return JSON.stringify(value);
  if (kind === "decimal") return value < 0 ? `(${decimalText(value, scale)})` : decimalText(value, scale);
  if (kind !== "float64") return value < 0 ? `(${value})` : String(value);
  const digits = Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
  return value < 0 ? `(${digits})` : digits;
}

/** Negative numbers and text take methods as well. */
function parenthesised(text: string): string {
  return (/^[\w.]+$/.test(text) && !/^\d/.test(text)) || text.startsWith("[") ? text : `(${text})`;
}

/** A place that is written out is one that a vector has: the checker refuses those beyond. */
function placeInside(
  { form, name }: Spelling,
  [list]: readonly Signature[],
  texts: readonly string[],
): readonly string[] {
  const size = list?.type.size;
  if (form !== "method" || name !== "at" || size === undefined) return texts;
  return texts.map((text, at) => (at === 1 && /^\d+$/.test(text) ? String(Number(text) % size) : text));
}

function findCalls(): ReadonlyMap<string, ReadonlyMap<string, readonly Call[]>> {
  const random = createRandom(1);
  const found = new Map<string, Map<string, Call[]>>();
  const all = Object.entries(functions as Readonly<Record<string, FunctionDefinition>>);
  for (const [at, [key, definition]] of all.entries()) {
    const [spelling] = definition.spellings;
    if (spelling === undefined) continue;
    const preferred = all
      .slice(0, at)
      .flatMap(([, other]) => (other.spellings.some(sameAs(spelling)) ? [other] : []));
    for (const args of signaturesOf(key, definition, random)) {
      if (preferred.some((other) => other.infer(args) !== null)) continue;
      const inference = definition.infer(args);
      if (inference === null || !("type" in inference) || !args.every(isSpeakable)) continue;
      if (args.every(({ literal: fixed }) => fixed !== undefined)) continue;
      if (key === "decimal_multiply" && args.some(isDecimalLiteral)) continue;
      if (args.some((arg) => isDecimalLiteral(arg) && !args.some((other) => isAsFine(other, arg)))) continue;
      const name = `${typeKey(inference.type)}${inference.type.nullable ? "?" : ""}`;
      const calls = found.get(name) ?? new Map<string, Call[]>();
      found.set(name, calls);
      calls.set(key, [...(calls.get(key) ?? []), { spelling, args }]);
    }
  }
  const thin = (calls: readonly Call[]): readonly Call[] =>
    calls.filter((_, at) => at % Math.ceil(calls.length / MOST_OVERLOADS) === 0);
  return new Map(
    [...found].map(([name, calls]) => [name, new Map([...calls].map(([key, all]) => [key, thin(all)]))]),
  );
}

function sameAs({ form, name }: Spelling): (other: Spelling) => boolean {
  return (other) => other.form === form && other.name === name;
}

/** Literals of the awkward kinds have no spelling, and -0 is refused. */
function isSpeakable({ type, literal: fixed }: Signature): boolean {
  if (fixed === undefined || fixed === null) return true;
  if (type.kind === "timestamp" || Object.is(fixed, -0)) return false;
  return typeof fixed !== "number" || Number.isFinite(fixed);
}

/** Written down, 0.50 is a number like any other: a decimal it is beside a decimal alone. */
function isDecimalLiteral({ type, literal: fixed }: Signature): boolean {
  return type.kind === "decimal" && fixed !== undefined;
}

function isAsFine({ type, literal: fixed }: Signature, than: Signature): boolean {
  return type.kind === "decimal" && fixed === undefined && (type.scale ?? 0) >= (than.type.scale ?? 0);
}

/** The scalar kind or list of a type, without its digits. */
export function kindOf(key: TypeKey): ScalarKind | "list" {
  const [kind = ""] = key.split(".");
  return kind === "vector" ? "list" : (kind as ScalarKind | "list");
}
